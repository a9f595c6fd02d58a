import { joinNames } from '../errors/inWords';
import type { Model } from '../models/model';
import { modelsThatSing } from '../models/modelsForJob';
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
	models: readonly Model[],
): InputProblem {
	return problem(
		input,
		`is not an input of this model and would be ignored. ${remedyIn(field, models)} The model takes ${listOf(inputs)}.`,
	);
}

function remedyIn(field: FieldOfWords, models: readonly Model[]): string {
	if (field === 'Input (JSON)') return `Remove it from the field “${field}”.`;
	const singers = field === 'Lyrics' ? modelsThatSing(models).map((name) => `“${name}”`) : [];
	const orModel =
		singers.length > 0
			? `, or choose a model that takes lyrics, such as ${joinNames(singers, 'or')}`
			: '';
	return `Empty the field “${field}”${orModel}.`;
}

function listOf(inputs: readonly SchemaInput[]): string {
	const shown = inputs.filter(({ hidden }) => !hidden).map(({ name }) => name);
	return shown.length > 0 ? shown.join(', ') : 'no inputs';
}
