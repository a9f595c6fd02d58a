import type { INodePropertyOptions, ResourceMapperField } from 'n8n-workflow';

import type { Choice, SchemaInput } from '../schema/schemaInput';
import { FORM_OPTIONAL_SHOWN } from '../policy';
import type { FormValue } from './formState';
import { labelOf } from './labelOf';

/** The prompt is a field of its own: a resourceMapper's texts have one line. */
const PROMPT = 'prompt';

/**
 * The form of a model: required inputs first, each group in the model's order, and of the optional ones
 * a handful; the others wait under “Add”. No field has the model's default as its `defaultValue`: it
 * would be filled in and sent, so defaults are named and left to the API.
 * @param kept what to fill in, because it was filled in for another model and fits this one
 */
export function formOf(
	inputs: readonly SchemaInput[],
	kept: ReadonlyMap<string, FormValue> = new Map(),
): ResourceMapperField[] {
	const visible = inputs.filter(({ name, hidden }) => !hidden && name !== PROMPT);
	const required = visible.filter((input) => input.required);
	const optional = visible.filter((input) => !input.required);
	const shown = firstShown(optional);
	return [
		...required.map((input) => fieldOf(input, true, kept.get(input.name))),
		...optional.map((input) => fieldOf(input, shown.has(input), kept.get(input.name))),
	];
}

/**
 * Which optional inputs a new node shows. Lists and objects come last: a model with lists of reference
 * files would otherwise show nothing else, and hide its duration.
 */
function firstShown(optional: readonly SchemaInput[]): Set<SchemaInput> {
	const isSimple = ({ kind }: SchemaInput) => kind !== 'list' && kind !== 'object';
	const ranked = [...optional.filter(isSimple), ...optional.filter((input) => !isSimple(input))];
	return new Set(ranked.slice(0, FORM_OPTIONAL_SHOWN));
}

function fieldOf(
	input: SchemaInput,
	shown: boolean,
	value: FormValue | undefined,
): ResourceMapperField {
	const options = optionsOf(input);
	return {
		id: input.name,
		displayName: labelOf(input),
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		// A file can also come from “Binary Inputs”: marked as required here, the editor would refuse
		// to run a node whose input is complete. The check before the submission knows better.
		required: input.required && !input.media,
		removed: !shown && value === undefined,
		type: options ? 'options' : typeOf(input),
		...(options && { options }),
		// null keeps the editor from filling in a value of its own.
		defaultValue: value ?? null,
	};
}

/**
 * Lists and objects are texts that hold JSON: the editor's own fields for them greet the user with an
 * error while they are empty. `coerceInput` reads them.
 */
function typeOf({ kind }: SchemaInput): ResourceMapperField['type'] {
	return kind === 'integer' || kind === 'number' ? 'number' : 'string';
}

/**
 * A boolean is a choice of two: the editor's switch knows no “not set”, it would show off, and send it,
 * where the model's default is on.
 */
function optionsOf(input: SchemaInput): INodePropertyOptions[] | undefined {
	const values = input.choices ?? (input.kind === 'boolean' ? [true, false] : input.suggestions);
	return values?.map((value) => ({ name: optionName(value, input.default), value }));
}

function optionName(value: Choice, usual: unknown): string {
	const name = typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
	return value === usual ? `${name} (default)` : name;
}
