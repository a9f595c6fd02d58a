import type { SchemaInput } from '../schema/schemaInput';

/** Names whose numbers are counted in something, where the description says the same. */
const UNITS: ReadonlyArray<readonly [name: RegExp, description: RegExp, unit: string]> = [
	[/_ms$/, /./, ''],
	[/(^|_)(duration|length|time|seconds)($|_)/, /second|\bin s\b|\d\s*s\b/i, 'seconds'],
	[/(^|_)(fps|frame_rate)($|_)/, /./, ''],
	[/(^|_)(frames|num_frames)($|_)/, /./, ''],
	[/bitrate/, /./, 'bit/s'],
	[/sample_rate/, /./, 'Hz'],
	[/megapixels/, /./, ''],
	[/angle/, /degree|angle/i, 'degrees'],
	[/(^|_)(size|resolution|width|height)($|_)/, /pixel/i, 'pixels'],
];

/** @returns the unit of an input's numbers, or undefined when none is known or the name says it */
export function unitOf(input: SchemaInput): string | undefined {
	const { name, kind, choices, description } = input;
	const isNumber = kind === 'integer' || kind === 'number';
	const isSize = kind === 'string' && choices?.every((choice) => /^\d+\*\d+$/.test(String(choice)));
	if (!isNumber && !isSize) return undefined;
	if (isSize) return 'pixels';
	const found = UNITS.find(([names, words]) => names.test(name) && words.test(description));
	if (found) return found[2] || undefined;
	return isInSeconds(input) ? 'seconds' : undefined;
}

/** Longer than any clip or song in seconds, and shorter than any in milliseconds. */
const SECONDS_AT_MOST = 600;

/** Some durations tell no unit: of every known model they are seconds, and their numbers say so. */
function isInSeconds({ name, description, maximum, choices = [], default: usual }: SchemaInput) {
	if (name !== 'duration' || /milli|\bms\b|minute|frame|beat/i.test(description)) return false;
	const numbers = [maximum, ...choices, usual].filter((one) => typeof one === 'number');
	return numbers.length > 0 && numbers.every((one) => one <= SECONDS_AT_MOST);
}
