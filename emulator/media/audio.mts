import { encode } from './encode.mts';
import type { Picture } from './outputSpec.mts';

/** An MP3 or WAV file: a sine tone of `seconds`, its pitch chosen by `look`. */
export function encodeAudio({ format, seconds, look }: Picture): Promise<Buffer> {
	return encode(
		[`-f lavfi -i sine=frequency=${220 + 55 * look}:sample_rate=24000:duration=${seconds}`],
		format,
	);
}
