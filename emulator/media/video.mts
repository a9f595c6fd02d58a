import { encode } from './encode.mts';
import { LOOKS, type Picture } from './outputSpec.mts';

/** The test pattern is drawn this much smaller and blown up: 0.2 MB in place of 1 MB for 4 s of 720p, and less time. */
const PIXEL = 8;

/** H.264 with yuv420p takes no odd sides. */
const even = (n: number): number => Math.max(2, 2 * Math.round(n / 2));

/**
 * An H.264 MP4 with AAC sound whose length is exactly `seconds`: a moving test pattern with a
 * running clock, tinted by `look`. The moov box comes first, so browsers play it while it loads.
 */
export function encodeVideo({ width, height, seconds, look }: Picture): Promise<Buffer> {
	const small = `${even(width / PIXEL)}x${even(height / PIXEL)}`;
	const hue = (360 / LOOKS) * look;
	return encode(
		[
			`-f lavfi -i testsrc2=size=${small}:rate=24:duration=${seconds}`,
			`-f lavfi -i sine=frequency=${220 + 55 * look}:sample_rate=48000:duration=${seconds}`,
			`-vf hue=h=${hue},scale=${even(width)}:${even(height)}:flags=neighbor`,
			'-c:v libx264 -preset ultrafast -crf 34 -pix_fmt yuv420p -threads 2',
			'-c:a aac -b:a 32k -movflags +faststart',
		],
		'mp4',
	);
}
