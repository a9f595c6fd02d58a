import { checkPredictionId } from '../../api/paths';
import { InputError } from '../../errors/errorClasses';
import type { Item } from '../../item/item';

const FIELD = 'predictionId';

/** @returns the one id of the field “Prediction ID” @throws InputError */
export function readPredictionId(item: Item): string {
	return checkPredictionId(item.parameter<unknown>(FIELD, '', { extractValue: true }));
}

/**
 * @returns the ids of the field “Prediction ID”, each once: one, several with commas, spaces or line
 * breaks between them, or a list that an expression gives
 * @throws InputError when there is none, or one that is no id
 */
export function readPredictionIds(item: Item): string[] {
	const value = item.parameter<unknown>(FIELD, '', { extractValue: true });
	const parts = (Array.isArray(value) ? value : [value]).flatMap(split);
	// Nothing at all is worded where one id is read.
	if (parts.length === 0) return [checkPredictionId('')];
	return [...new Set(parts.map(checkPredictionId))];
}

function split(value: unknown): string[] {
	if (value === null || value === undefined) return [];
	if (typeof value !== 'string') {
		throw new InputError(
			'The field “Prediction ID” holds something else than ids. Give one id, several with commas between them, or a list of ids.',
			{ reason: 'invalidPredictionId', field: FIELD },
		);
	}
	// A list that an expression wrote as text, e.g. `["a","b"]`.
	return value.split(/[\s,;"'[\]]+/).filter((part) => part !== '');
}
