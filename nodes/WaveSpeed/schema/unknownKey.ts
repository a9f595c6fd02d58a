import { nearest } from '../models/nearestName';
import { at, problem, type InputProblem } from './inputProblem';
import type { SchemaInput } from './schemaInput';

/** Nobody mistypes a name by so much. */
const LONGEST_NAME = 100;

/** What to say of a key that an object has and its schema has not. @param path where the object is */
export function unknownKey(
	inputs: readonly SchemaInput[],
	path: string,
	key: string,
): InputProblem {
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
