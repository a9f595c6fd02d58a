import { isTimeInSeconds } from '../schema/isInSeconds';
import type { SchemaInput } from '../schema/schemaInput';

/** Input names with a unit that the description confirms. */
const UNITS: ReadonlyArray<readonly [name: RegExp, description: RegExp, unit: string]> = [
	[/_ms$/, /./, ''],
	[/(^|_)(fps|frame_rate)($|_)/, /./, ''],
	[/(^|_)(frames|num_frames)($|_)/, /./, ''],
	[/bitrate/, /./, 'bit/s'],
	[/sample_rate/, /./, 'Hz'],
	[/megapixels/, /./, ''],
	[/angle/, /degree|angle/i, 'degrees'],
	[/(^|_)(size|resolution|width|height)($|_)/, /pixel/i, 'pixels'],
];

/** @returns the unit of an input's numbers; undefined if it is unknown or the name says it */
export function unitOf(input: SchemaInput): string | undefined {
	const { name, kind, choices, description } = input;
	const isNumber = kind === 'integer' || kind === 'number';
	const isSize = kind === 'string' && choices?.every((choice) => /^\d+\*\d+$/.test(String(choice)));
	if (!isNumber && !isSize) return undefined;
	if (isSize) return 'pixels';
	if (isTimeInSeconds(input)) return 'seconds';
	const found = UNITS.find(([names, words]) => names.test(name) && words.test(description));
	return found?.[2] || undefined;
}
