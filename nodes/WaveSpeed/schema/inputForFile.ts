import type { SchemaInput } from './schemaInput';

/**
 * The default input for a file: the only one that takes a file, or the only required one of several.
 * @returns undefined if it could be several
 */
export function inputForFile<Input extends SchemaInput>(
	inputs: readonly Input[] | undefined,
): Input | undefined {
	const takers = (inputs ?? []).filter(({ media, hidden }) => media && !hidden);
	const required = takers.filter((input) => input.required);
	const [one, ...others] = takers.length === 1 ? takers : required;
	return others.length === 0 ? one : undefined;
}
