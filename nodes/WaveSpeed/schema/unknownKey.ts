import { nearest } from '../models/nearestName';
import { at, problem, type InputProblem } from './inputProblem';
import type { FieldOfWords } from './readGivenInput';
import type { SchemaInput } from './schemaInput';

/** Longer names are not typos. */
const LONGEST_NAME = 100;

/** The message for a key that the schema of its object does not have. @param path where the object is */
export function unknownKey(
	inputs: readonly SchemaInput[],
	path: string,
	key: string,
): InputProblem {
	const names = inputs.map(({ name }) => name);
	const meant = key.length > LONGEST_NAME ? undefined : nearest(key, names);
	const hint = meant !== undefined ? `Did you mean “${meant}”?` : `It takes ${listOf(inputs)}.`;
	const whose = path === '' ? 'is not an input of this model' : 'is not known here';
	return problem(at(path, key), `${whose} and would be ignored. ${hint}`);
}

/** The same for a prompt or lyrics, whose field does not come from the model's form. */
export function wordsNotTaken(
	inputs: readonly SchemaInput[],
	input: string,
	field: FieldOfWords,
): InputProblem {
	return problem(
		input,
		`is not an input of this model and would be ignored. ${remedyIn(field)} The model takes ${listOf(inputs)}.`,
	);
}

function remedyIn(field: FieldOfWords): string {
	if (field === 'Input (JSON)') return `Remove it from the field “${field}”.`;
	const orModel = field === 'Lyrics' ? ', or search the list of models for “lyrics”' : '';
	return `Empty the field “${field}”${orModel}.`;
}

function listOf(inputs: readonly SchemaInput[]): string {
	const shown = inputs.filter(({ hidden }) => !hidden).map(({ name }) => name);
	return shown.length > 0 ? shown.join(', ') : 'no inputs';
}
