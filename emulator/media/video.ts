import { encode } from './encode';
import { LOOKS, type Picture } from './outputSpec';

const FRAMES_PER_SECOND = 24;
const AUDIO_RATE = 48_000;
const AAC_FRAME = 1024;
/** The test pattern is drawn this much smaller and blown up: an eighth of the time, an eighth of the bytes. */
const PIXEL = 8;

const even = (n: number): number => Math.max(2, 2 * Math.round(n / 2));

/**
 * An H.264 MP4 with AAC sound whose length is exactly `seconds`: a moving test pattern with a
 * running clock, tinted by `look`. The moov box comes first, so browsers play it while it loads.
 */
export function encodeVideo({ width, height, seconds, look }: Picture): Promise<Buffer> {
	const small = `${even(width / PIXEL)}x${even(height / PIXEL)}`;
	// The sound ends a little early on a whole AAC frame: the file is as long as its longest
	// track, and one more frame would make a 4 s video 4.011 s long.
	const samples = Math.floor((seconds * AUDIO_RATE) / AAC_FRAME) * AAC_FRAME - AAC_FRAME;
	const filter = [
		`[0:v]hue=h=${(360 / LOOKS) * look},scale=${even(width)}:${even(height)}:flags=neighbor[video]`,
		`[1:a]atrim=end_sample=${samples}[audio]`,
	].join(';');
	return encode(
		[
			...[
				'-f',
				'lavfi',
				'-i',
				`testsrc2=size=${small}:rate=${FRAMES_PER_SECOND}:duration=${seconds}`,
			],
			...[
				'-f',
				'lavfi',
				'-i',
				`sine=frequency=${220 + 55 * look}:sample_rate=${AUDIO_RATE}:duration=${seconds}`,
			],
			...['-filter_complex', filter, '-map', '[video]', '-map', '[audio]'],
			...[
				'-c:v',
				'libx264',
				'-preset',
				'ultrafast',
				'-crf',
				'34',
				'-pix_fmt',
				'yuv420p',
				'-threads',
				'2',
			],
			...['-c:a', 'aac', '-b:a', '32k', '-movflags', '+faststart'],
		],
		'mp4',
	);
}
