import type { SchemaInput } from './schemaInput';

/**
 * The input that a file is for when nobody says which: the only one that takes a file, or of several the
 * only one that is required.
 * @returns undefined where it could be several
 */
export function inputForFile<Input extends SchemaInput>(
	inputs: readonly Input[] | undefined,
): Input | undefined {
	const takers = (inputs ?? []).filter(({ media, hidden }) => media && !hidden);
	const required = takers.filter((input) => input.required);
	const [one, ...others] = takers.length === 1 ? takers : required;
	return others.length === 0 ? one : undefined;
}
