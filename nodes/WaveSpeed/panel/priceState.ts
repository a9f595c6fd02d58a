import type { INodeProperties } from 'n8n-workflow';

import { runsModel } from './makingOperations';

const NAME = 'priceState';

/**
 * The field “Cost: Show Price” reloads when this value changes: the model and all inputs. The editor compares
 * such values as texts, and an object becomes `[object Object]`, so one expression makes a text of all.
 *
 * Prose counts by its length, in steps: no price depends on its words (26 of the 794 models of March 2026
 * are priced by the length of a text), and otherwise every pause in typing would be a request.
 *
 * It is written as a path, because the editor gives up on a list that depends on a parameter by name as
 * soon as one expression has no value yet (seen in n8n 2.41.1).
 */
export const PRICE_DEPENDS_ON = `["${NAME}"]`;

const TEXT_STEP = 50;

/** In n8n's expression language. */
const DECIDING = [
	'$parameter.model?.value ?? $parameter.model',
	`[$parameter.prompt ?? $parameter.text, $parameter.lyrics].map((text) => Math.ceil(String(text ?? "").trim().length / ${TEXT_STEP}))`,
	`Object.entries($parameter.inputFields?.value ?? {}).filter((entry) => entry[1] !== null && entry[1] !== "").map((entry) => [entry[0], String(entry[1]).includes(" ") ? Math.ceil(String(entry[1]).length / ${TEXT_STEP}) : entry[1]])`,
	'$parameter.inputMode',
	'$parameter.inputJson',
	'$parameter.binaryInputs',
];
const ONLY_IN_THE_EDITOR = `={{ JSON.stringify([${DECIDING.join(', ')}]) }}`;

const inTheEngine: INodeProperties = {
	displayName: 'Price State',
	name: NAME,
	type: 'hidden',
	default: '',
	description: 'Never shown: what the price depends on, so that a change requests it again',
	displayOptions: runsModel,
};

/** An expression in the editor only: see `formStateParameter`. */
export const priceStateParameter: INodeProperties = Object.defineProperty(
	{ ...inTheEngine },
	'toJSON',
	{ value: (): INodeProperties => ({ ...inTheEngine, default: ONLY_IN_THE_EDITOR }) },
);
