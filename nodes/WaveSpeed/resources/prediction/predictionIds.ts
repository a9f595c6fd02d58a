import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { checkPredictionId } from '../../api/paths';
import { InputError } from '../../errors/errorClasses';
import type { Item } from '../../item/item';
import { PASTED_ADDRESS_LIMIT_CHARACTERS } from '../../policy';
import { trimEnds } from '../../trimEnds';

interface PredictionIdField {
	/** How a new node selects it: from a list of recent predictions, or by id. */
	mode: 'list' | 'id';
	description: string;
	/** The sentence below the field for ids. */
	hint: string;
	placeholder: string;
}

/**
 * The prediction that an operation works on: picked from the recent ones, or given by its id. A plain
 * text from an expression or a tool call, in place of the chooser's object, counts as the id.
 */
export function predictionIdField(
	displayOptions: IDisplayOptions,
	{ mode, description, hint, placeholder }: PredictionIdField,
): INodeProperties {
	return {
		displayName: 'Prediction ID',
		name: 'predictionId',
		type: 'resourceLocator',
		required: true,
		default: { mode, value: '' },
		description,
		displayOptions,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Search by model, status or prompt',
				typeOptions: {
					searchListMethod: 'searchPredictions',
					searchable: true,
					searchFilterRequired: false,
				},
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder, hint },
		],
	};
}

const FIELD = 'predictionId';

/** @returns the single id in the field “Prediction ID” @throws InputError */
export function readPredictionId(item: Item): string {
	return checkPredictionId(idIn(item.parameter(FIELD, '', { extractValue: true })));
}

/**
 * @returns the ids in the field “Prediction ID”, each once: one, several separated by commas, spaces or
 * line breaks, or a list from an expression
 * @throws InputError if there is none, or one is not an id
 */
export function readPredictionIds(item: Item): string[] {
	const value = item.parameter(FIELD, '', { extractValue: true });
	const ids = splitPredictionIds(value, 'field “Prediction ID”', FIELD);
	// The error for an empty field comes from the reader of a single id.
	return ids.length === 0 ? [checkPredictionId('')] : ids;
}

/**
 * @param value one id, several separated by commas, spaces or line breaks, or a list of them
 * @param label its name in messages, e.g. `field “Prediction ID”`
 * @returns each id once; an empty list if there is none
 * @throws InputError for any other type, and for a value that is not an id
 */
export function splitPredictionIds(value: unknown, label: string, field: string): string[] {
	const parts = (Array.isArray(value) ? value : [value]).flatMap((part: unknown) => {
		if (part === null || part === undefined) return [];
		if (typeof part !== 'string') {
			throw new InputError(
				`The ${label} holds something other than ids. Give one id, several separated by commas, or a list of ids.`,
				{ reason: 'invalidPredictionId', field },
			);
		}
		// A list that an expression wrote as text, e.g. `["a","b"]`.
		return part.split(/[\s,;"'[\]]+/).filter((id) => id !== '');
	});
	return [...new Set(parts.map((part) => checkPredictionId(idIn(part))))];
}

/**
 * A row's own `urls.get`, or any other address of a prediction, identifies it as well as its id does.
 * Only the id is read from it: the node never sends a request to a pasted address.
 */
function idIn(value: unknown): unknown {
	if (typeof value !== 'string' || value.length > PASTED_ADDRESS_LIMIT_CHARACTERS) return value;
	const text = trimEnds(value.trim(), '"\'`“<', '"\'`”>');
	return /^(?:https?:\/)?\/\S*?\/?predictions\/([^/?#\s]+)/i.exec(text)?.[1] ?? text;
}
