import type { SchemaInput } from './schemaInput';
import { formatRange, formatValue } from './inputProblem';

/** Nobody asks for a picture a hundred times as wide as high. */
const RATIO = /^\s*(\d{1,2})\s*[:/]\s*(\d{1,2})\s*$/;
const SIZE = /^\s*(\d{1,6})\s*[*x×]\s*(\d{1,6})\s*$/i;

/**
 * @returns whether a text stands for width and height: only such texts have numeric bounds or size
 * choices
 */
export function isPixelSize(input: SchemaInput): boolean {
	if (input.kind !== 'string') return false;
	if (input.choices) return input.choices.every((choice) => SIZE.test(String(choice)));
	return hasBounds(input) || SIZE.test(String(input.default));
}

function hasBounds({ minimum, maximum }: SchemaInput): boolean {
	return minimum !== undefined || maximum !== undefined;
}

/** The API writes `W*H`; people write `WxH`. @returns the API's form, or the text unchanged */
export function formatPixelSize(text: string): string {
	const size = SIZE.exec(text);
	return size ? `${size[1]}*${size[2]}` : text;
}

/**
 * If the default is a size, or numbers bound the text (each side in pixels, not its length), any other
 * text would be paid for with unpredictable results: for 57 models of the catalogue that default is the
 * only sign.
 * @returns what is wrong, to follow the field's name
 */
export function findSizeProblem(input: SchemaInput, text: string): string | undefined {
	if (input.choices || !isPixelSize(input)) return undefined;
	const size = /^(\d+)\*(\d+)$/.exec(text);
	const sides = hasBounds(input) ? `, each side ${formatRange(input.minimum, input.maximum)}` : '';
	const fix = `Write width*height in pixels${sides}, such as ${exampleSize(input, text)}.`;
	// A default that is not a size itself shows that words are allowed too.
	if (!size) {
		if (typeof input.default === 'string' && !SIZE.test(input.default)) return undefined;
		return `must be a size, but is ${formatValue(text)}. ${fix}`;
	}
	const { minimum = 1, maximum = Infinity } = input;
	const isWithin = [size[1], size[2]].every(
		(side) => Number(side) >= minimum && Number(side) <= maximum,
	);
	return isWithin
		? undefined
		: `must have sides ${formatRange(input.minimum, input.maximum)} pixels, but is ${formatValue(text)}. ${fix}`;
}

/**
 * An allowed size; for a ratio such as `9:16` one with that ratio and about as many pixels as the
 * default.
 */
function exampleSize(
	{ default: usual, minimum = 1, maximum = Infinity }: SchemaInput,
	text: string,
): string {
	const usualSize = SIZE.exec(typeof usual === 'string' ? usual : '');
	const side = Math.min(Math.max(1024, minimum), maximum);
	const [width, height] = usualSize ? [Number(usualSize[1]), Number(usualSize[2])] : [side, side];
	const ratio = RATIO.exec(text);
	if (!ratio) return `${width}*${height}`;
	const stretch = Math.sqrt(Number(ratio[1]) / Number(ratio[2]));
	const pixels = Math.sqrt(width * height);
	const sides = [pixels * stretch, pixels / stretch].map((length) => Math.round(length / 8) * 8);
	const fits = sides.every((length) => length >= Math.max(minimum, 8) && length <= maximum);
	return fits ? sides.join('*') : `${width}*${height}`;
}
