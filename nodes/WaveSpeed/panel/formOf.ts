import type { INodePropertyOptions, ResourceMapperField } from 'n8n-workflow';

import type { SchemaInput } from '../schema/schemaInput';
import { FORM_CHOICE_PIXELS, FORM_OPTIONAL_SHOWN } from '../policy';
import type { FormValue } from './formState';
import { labelOf } from './labelOf';
import { textWidth } from './labelWidth';

/** A form's field, and what the rest of the panel wants to know about it. */
export type FormField = ResourceMapperField & {
	/** On the first field: whether any input of the model takes a file. The panel hides “Binary Inputs” by it. */
	modelTakesFile?: boolean;
	/** On the first field: whose form this is. Nothing else tells it while another model is chosen. */
	modelId?: string;
};

/**
 * The form of a model: required inputs first, then what matters most, and of the optional ones a
 * handful; the others wait under “Add”. No field has the model's default as its `defaultValue`: it
 * would be filled in and sent, so defaults are named and left to the API.
 * @param kept what to fill in, because it was filled in for another model and fits this one
 * @param ownField the input that has a field of its own: a resourceMapper's texts have one line
 */
export function formOf(
	inputs: readonly SchemaInput[],
	kept: ReadonlyMap<string, FormValue> = new Map(),
	ownField = 'prompt',
): FormField[] {
	const visible = inputs.filter(({ name, hidden }) => !hidden && name !== ownField);
	const required = visible.filter((input) => input.required);
	const optional = visible.filter((input) => !input.required);
	const ranked = [...optional].sort((one, other) => weight(one) - weight(other));
	const shown = new Set(ranked.slice(0, FORM_OPTIONAL_SHOWN));
	const fields = [
		...required.map((input) => fieldOf(input, true, kept.get(input.name))),
		...ranked.map((input) => fieldOf(input, shown.has(input), kept.get(input.name))),
	];
	const [first, ...rest] = fields;
	if (!first) return [];
	return [
		{ ...first, modelTakesFile: inputs.some(({ media, hidden }) => media && !hidden) },
		...rest,
	];
}

/** What a person sets first, and what only somebody who tunes does. The model's order decides among equals. */
function weight({ name, kind, media }: SchemaInput): number {
	// Whoever takes a LoRA model wants to give it one.
	if (/loras?$/.test(name)) return 0;
	if (MAIN.test(name)) return 1;
	if (media && kind !== 'list') return 2;
	if (TUNING.some((pattern) => pattern.test(name))) return 5;
	// Lists of reference files would otherwise show nothing else, and hide the duration.
	return kind === 'list' || kind === 'object' ? 4 : 3;
}

const MAIN =
	/^(duration|length|seconds|aspect_ratio|resolution|size|width|height|voice(_id)?|text|lyrics|style|language|scale|target_resolution|image|images|video|audio)$/;
/** How a result is tuned rather than what it shows. Three patterns, each of which reads a name once. */
const TUNING = [
	/^(?:seed|output_format|flow_shift|shift|steps|bitrate|sample_rate|channel|format|movement_amplitude)$/,
	/^(?:enable_|num_|guidance|cfg|prompt_expansion|prompt_optimizer)/,
	/(?:_scale|strength)$|safety/,
];

function fieldOf(input: SchemaInput, shown: boolean, value: FormValue | undefined): FormField {
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
	if (input.kind === 'boolean' && !input.choices) {
		return [
			{ name: optionName('Yes', input.default === true), value: true },
			{ name: optionName('No', input.default === false), value: false },
		];
	}
	const open = input.choices === undefined && input.suggestions !== undefined;
	return (input.choices ?? input.suggestions)?.map((value, at) => ({
		name: optionName(String(value), value === input.default),
		value,
		...(open && at === 0 && { description: 'Any other value can be given as an expression' }),
	}));
}

/** Of values too long for the closed field: voices, say, are called by a UUID, of which a few letters do. */
const SHORTER: ReadonlyArray<readonly [RegExp, string]> = [
	[/([0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/, '$1…'],
	[/\bSimplified\b/, 'Simpl.'],
];

function optionName(value: string, isDefault: boolean): string {
	const name = isDefault ? `${value} (default)` : value;
	if (textWidth(name) <= FORM_CHOICE_PIXELS) return name;
	return SHORTER.reduce((text, [long, short]) => text.replace(long, short), name);
}
