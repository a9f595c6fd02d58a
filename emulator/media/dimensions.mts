export interface Dimensions {
	width: number;
	height: number;
}

const LARGEST = 4096;
/** Length of the shorter side for the names models give their resolutions. */
const SHORT_SIDE: Record<string, number> = {
	'360p': 360,
	'480p': 480,
	'540p': 540,
	'720p': 720,
	'768p': 768,
	'1080p': 1080,
	'1k': 1024,
	'2k': 2048,
	'4k': 2160,
	'8k': 4096,
};

function pair(text: unknown, separator: RegExp): Dimensions | undefined {
	const match = typeof text === 'string' ? separator.exec(text) : null;
	if (!match) return undefined;
	const [width, height] = [Number(match[1]), Number(match[2])];
	return width > 0 && height > 0 ? { width, height } : undefined;
}

/**
 * How large the requested picture is: `size` ("720*1280") where the model has it, else resolution
 * and aspect ratio together, else the fallback.
 */
export function dimensionsOf(input: Record<string, unknown>, fallback: Dimensions): Dimensions {
	const size = pair(input.size, /^(\d+)[*x](\d+)$/);
	if (size) return { width: Math.min(size.width, LARGEST), height: Math.min(size.height, LARGEST) };
	const short =
		SHORT_SIDE[String(input.resolution ?? input.target_resolution).toLowerCase()] ??
		Math.min(fallback.width, fallback.height);
	const ratio = pair(input.aspect_ratio, /^(\d+):(\d+)$/) ?? fallback;
	const scale = short / Math.min(ratio.width, ratio.height);
	const side = (n: number): number => Math.min(LARGEST, 2 * Math.round((n * scale) / 2));
	return { width: side(ratio.width), height: side(ratio.height) };
}
