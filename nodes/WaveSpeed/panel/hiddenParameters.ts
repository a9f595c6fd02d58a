/** Hidden parameters that tell the node what its open panel contains. */

import type { ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';

import { isRecord } from '../narrow';
import { runsModel } from './chosenOperation';

/**
 * A parameter whose default is an expression, in the editor only.
 *
 * The editor gets the node's description as JSON, and only there is the default that expression. n8n's
 * engine has the object itself, where it is empty: otherwise it would evaluate an expression there for
 * each item, more than once, at 1 to 2.5 ms each (measured on n8n 2.41.1), for nothing.
 */
function inTheEditor(parameter: INodeProperties, expression: string): INodeProperties {
	return Object.defineProperty({ ...parameter }, 'toJSON', {
		value: (): INodeProperties => ({ ...parameter, default: expression }),
	});
}

/** What a field of a form can hold; a text that begins with = is an expression. */
export type FormValue = string | number | boolean;

/** What the form of one node contains while its panel is open. */
export interface FormState {
	/** The user, the workflow and the node in it. */
	place: string;
	values: Record<string, FormValue>;
	/** Neither filled in nor with any field: new, or just emptied by the editor. */
	empty: boolean;
}

const FORM_STATE = 'formState';

const FORM_EXPRESSION =
	'={{ JSON.stringify({ node: $workflow.id + "/" + $nodeId, values: $rawParameter.inputFields?.value, fields: $rawParameter.inputFields?.schema?.length }) }}';

const FORM_PARAMETER: INodeProperties = {
	displayName: 'Form State',
	name: FORM_STATE,
	type: 'hidden',
	default: '',
	description:
		'Never shown: the form’s contents, so that a model chosen later can keep what fits it',
	displayOptions: { show: { inputMode: ['fields'] } },
};

/**
 * A hidden parameter through which the editor sends the node the form's contents. It is an expression,
 * because only an expression sees the values as typed: elsewhere the editor replaces expressions by their
 * results.
 */
export const formStateParameter: INodeProperties = inTheEditor(FORM_PARAMETER, FORM_EXPRESSION);

/**
 * The user comes from n8n and not from the browser: knowing a node's id must not let anybody read, or
 * fill in, what another user has in its form.
 * @returns undefined if the editor or n8n does not say
 */
export function readFormState(panel: ILoadOptionsFunctions): FormState | undefined {
	// There at run time (2.8.4 and 2.41.1), but not in the type.
	const { additionalData } = panel as { additionalData?: { userId?: unknown } };
	const userId = additionalData?.userId;
	const state = panel.getCurrentNodeParameter(FORM_STATE);
	if (typeof userId !== 'string' || userId === '' || typeof state !== 'string') return undefined;
	try {
		const { node, values, fields } = JSON.parse(state) as Record<string, unknown>;
		if (typeof node !== 'string') return undefined;
		const filledIn = Object.entries(isRecord(values) ? values : {}).filter(isFilledIn);
		return {
			place: `${userId}/${node}`,
			values: Object.fromEntries(filledIn),
			empty: filledIn.length === 0 && !(typeof fields === 'number' && fields > 0),
		};
	} catch {
		// An expression without a result arrives unchanged, or as null.
		return undefined;
	}
}

function isFilledIn(entry: [string, unknown]): entry is [string, FormValue] {
	const [, value] = entry;
	return value !== '' && ['string', 'number', 'boolean'].includes(typeof value);
}

const PRICE_STATE = 'priceState';

/**
 * The field “Cost: Show Price” reloads when this value changes: the model, all inputs and the number of
 * variations. The editor compares such values as texts, and an object becomes `[object Object]`, so one
 * expression makes a text of all.
 *
 * Prose counts by its length, in steps: no price depends on its words (26 of the 794 models of March 2026
 * are priced by the length of a text), and otherwise every pause in typing would be a request.
 *
 * It is written as a path, because the editor gives up on a list that depends on a parameter by name as
 * soon as one expression has no value yet (seen in n8n 2.41.1).
 */
export const PRICE_DEPENDS_ON = `["${PRICE_STATE}"]`;

const TEXT_STEP = 50;

/** In n8n's expression language. */
const DECIDING = [
	'$parameter.model?.value ?? $parameter.model',
	`[$parameter.prompt ?? $parameter.text, $parameter.lyrics].map((text) => Math.ceil(String(text ?? "").trim().length / ${TEXT_STEP}))`,
	`Object.entries($parameter.inputFields?.value ?? {}).filter((entry) => entry[1] !== null && entry[1] !== "").map((entry) => [entry[0], String(entry[1]).includes(" ") ? Math.ceil(String(entry[1]).length / ${TEXT_STEP}) : entry[1]])`,
	'$parameter.inputMode',
	'$parameter.inputJson',
	'$parameter.binaryInputs',
	'$parameter.options?.variations',
];
const PRICE_EXPRESSION = `={{ JSON.stringify([${DECIDING.join(', ')}]) }}`;

const PRICE_PARAMETER: INodeProperties = {
	displayName: 'Price State',
	name: PRICE_STATE,
	type: 'hidden',
	default: '',
	description: 'Never shown: what the price depends on, so that a change requests it again',
	displayOptions: runsModel,
};

export const priceStateParameter: INodeProperties = inTheEditor(PRICE_PARAMETER, PRICE_EXPRESSION);
