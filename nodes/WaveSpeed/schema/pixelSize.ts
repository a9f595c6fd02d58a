import type { SchemaInput } from './schemaInput';
import { formatRange, formatValue } from './formatValues';

const SIZE = /^\s*(\d{1,6})\s*[*x×]\s*(\d{1,6})\s*$/i;

/** @returns whether a text stands for width and height: only those have numeric bounds or such choices */
export function isPixelSize(input: SchemaInput): boolean {
	if (input.kind !== 'string') return false;
	if (input.choices) return input.choices.every((choice) => SIZE.test(String(choice)));
	return hasBounds(input) || SIZE.test(String(input.default));
}

function hasBounds({ minimum, maximum }: SchemaInput): boolean {
	return minimum !== undefined || maximum !== undefined;
}

/** The API writes `W*H`; people write `WxH`. @returns the API's way, or the text as it was */
export function spellPixelSize(text: string): string {
	const size = SIZE.exec(text);
	return size ? `${size[1]}*${size[2]}` : text;
}

/**
 * The numeric bounds of a text are bounds of either side in pixels, not of its length.
 * @returns what is wrong, to follow the field's name
 */
export function findSizeProblem(input: SchemaInput, text: string): string | undefined {
	if (input.kind !== 'string' || input.choices || !hasBounds(input)) return undefined;
	const size = /^(\d+)\*(\d+)$/.exec(text);
	const sides = formatRange(input.minimum, input.maximum);
	const fix = `Write width*height in pixels, each side ${sides}, such as ${exampleSize(input)}.`;
	// A default that is no size itself says that words are allowed too.
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
		: `must have sides ${sides} pixels, but is ${formatValue(text)}. ${fix}`;
}

function exampleSize({ default: usual, minimum = 1, maximum = Infinity }: SchemaInput): string {
	if (typeof usual === 'string' && SIZE.test(usual)) return usual;
	const side = Math.min(Math.max(1024, minimum), maximum);
	return `${side}*${side}`;
}
