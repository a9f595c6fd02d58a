import { checkValue } from './checkValue';
import { PROTOTYPE_KEYS } from './narrow';
import type { SchemaInput } from './schemaInput';
import { nearest } from '../models/nearestName';
import { at, problem, type InputProblem } from './inputProblem';

/**
 * Checks the members of an object: those it must have, those it must not have, and each by itself.
 * @param path where the object is; empty for the input as a whole
 * @param closed whether a key that is none of `inputs` is an error
 */
export function checkMembers(
	inputs: readonly SchemaInput[],
	value: Record<string, unknown>,
	path: string,
	closed = true,
): InputProblem[] {
	const names = new Set(inputs.map(({ name }) => name));
	const unknown = closed
		? Object.keys(value)
				.filter((key) => !names.has(key))
				.slice(0, UNKNOWN_KEYS_LOOKED_AT)
		: [];
	const missing = inputs.filter(({ name, required }) => required && !isGiven(value, name));
	return [
		...unknown
			.filter((key) => !PROTOTYPE_KEYS.has(key))
			.map((key) => unknownKey(inputs, path, key)),
		...missing.map(({ name, media }) =>
			problem(
				at(path, name),
				media && path === ''
					? 'is required. Give the address of a file, or a file of the item under “Binary Inputs”.'
					: 'is required. Give it a value.',
			),
		),
		...inputs
			.filter(({ name }) => isGiven(value, name))
			.flatMap((input) => checkValue(input, value[input.name], at(path, input.name))),
	];
}

/** More than a message names; a text taken for an object would have millions. */
const UNKNOWN_KEYS_LOOKED_AT = 20;
/** Nobody mistypes a name by so much. */
const LONGEST_NAME = 100;

function isGiven(value: Record<string, unknown>, name: string): boolean {
	return Object.hasOwn(value, name) && value[name] !== undefined;
}

function unknownKey(inputs: readonly SchemaInput[], path: string, key: string): InputProblem {
	const names = inputs.map(({ name }) => name);
	const meant = key.length > LONGEST_NAME ? undefined : nearest(key, names);
	const shown = inputs.filter(({ hidden }) => !hidden).map(({ name }) => name);
	const hint =
		meant !== undefined
			? `Did you mean “${meant}”?`
			: shown.length > 0
				? `It takes ${shown.join(', ')}.`
				: 'It takes no inputs.';
	const whose = path === '' ? 'is not an input of this model' : 'is not known here';
	return problem(at(path, key), `${whose} and would be ignored. ${hint}`);
}
