import { encode } from './encode.mts';
import { LOOKS, type Picture } from './outputSpec.mts';

const PIXEL = 8;

/** A PNG, JPEG or WebP of exactly `width` by `height`, tinted by `look`. */
export function encodeImage({ format, width, height, look }: Picture): Promise<Buffer> {
	const small = `${Math.max(2, Math.round(width / PIXEL))}x${Math.max(2, Math.round(height / PIXEL))}`;
	const hue = (360 / LOOKS) * look;
	return encode(
		[
			`-f lavfi -i testsrc2=size=${small}:rate=1:duration=1`,
			`-vf hue=h=${hue},scale=${width}:${height}:flags=neighbor -vframes 1`,
			...(format === 'jpeg' ? ['-f image2 -c:v mjpeg -q:v 4 -pix_fmt yuvj420p'] : []),
		],
		format,
	);
}
