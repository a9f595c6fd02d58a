import type { INodePropertyOptions, ResourceMapperField } from 'n8n-workflow';

import type { Job } from '../models/jobs';
import { getsDefault, type SchemaInput } from '../schema/schemaInput';
import { FORM_CHOICE_PIXELS, FORM_OPTIONAL_SHOWN } from '../policy';
import type { FormValue } from './hiddenParameters';
import { labelOf } from './labelOf';
import { textWidth } from './labelWidth';

/** A field of a form, and what the rest of the panel needs to know about it. */
export type FormField = ResourceMapperField & {
	/**
	 * On the first field: whether any input of the model takes a file. The panel hides “Binary Inputs” if
	 * not.
	 */
	modelTakesFile?: boolean;
	/** On the first field: whose form this is. While another model is being chosen, nothing else shows it. */
	modelId?: string;
};

/**
 * The form of a model: required inputs first, then the most important ones, and a handful of the optional
 * ones; the others wait under “Add”. No field has the model's default as its `defaultValue`: the editor
 * would fill it in and send it, so labels name the defaults and the API applies them.
 * @param kept values to fill in that were entered for another model and fit this one
 * @param left the inputs with their own fields: texts in a resourceMapper have only one line
 * @param from what the operation works from: with `words` a file that a model also takes is not the first
 * thing to ask for
 */
export function formOf(
	inputs: readonly SchemaInput[],
	kept: ReadonlyMap<string, FormValue> = new Map(),
	left: readonly string[] = ['prompt'],
	from?: Job['from'],
): FormField[] {
	const visible = inputs.filter(({ name, hidden }) => !hidden && !left.includes(name));
	const required = visible.filter((input) => input.required);
	const optional = visible.filter((input) => !input.required);
	const ranked = [...optional].sort((one, other) => weight(one, from) - weight(other, from));
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

/** What people set first, and what only experts set. The model's order decides between equals. */
function weight({ name, kind, media }: SchemaInput, from: Job['from']): number {
	// Users of a LoRA model want to give it one.
	if (/loras?$/.test(name)) return 0;
	if (media && from === 'words') return 3;
	if (MAIN.test(name)) return 1;
	if (media && kind !== 'list') return 2;
	if (TUNING.some((pattern) => pattern.test(name))) return 5;
	// Otherwise lists of reference files would fill the form and hide the duration.
	return kind === 'list' || kind === 'object' ? 4 : 3;
}

const MAIN =
	/^(duration|length|seconds|aspect_ratio|resolution|size|width|height|voice(_id)?|text|lyrics|style|language|scale|target_resolution|image|images|video|audio)$/;
/**
 * Inputs that tune a result rather than decide what it shows. Three patterns, each of which reads a name
 * once.
 */
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
		// A file can also come from “Binary Inputs”: if it were required here, the editor would refuse to
		// run a node whose input is complete. The check before the submission knows better.
		required: input.required && !input.media && !getsDefault(input),
		removed: !shown && value === undefined,
		type: options ? 'options' : TEXT,
		...(options && { options }),
		// null keeps the editor from filling in a value of its own.
		defaultValue: value ?? null,
	};
}

/**
 * Of all that is typed, for `coerceInput` to read: the editor's own field for a number makes 15 of “1,5”,
 * and those for lists and objects, which are JSON here, greet the user with an error while they are empty.
 */
const TEXT: ResourceMapperField['type'] = 'string';

/**
 * A boolean is a choice of two: the editor's switch has no “not set”; it would show, and send, off for an
 * input whose default is on.
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
