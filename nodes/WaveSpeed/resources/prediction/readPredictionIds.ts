import { trimEnds } from '../../trimEnds';
import { checkPredictionId } from '../../api/paths';
import { InputError } from '../../errors/errorClasses';
import type { Item } from '../../item/item';
import { PASTED_ADDRESS_LIMIT_CHARACTERS } from '../../policy';

const FIELD = 'predictionId';

/** @returns the one id of the field “Prediction ID” @throws InputError */
export function readPredictionId(item: Item): string {
	return checkPredictionId(idIn(item.parameter(FIELD, '', { extractValue: true })));
}

/**
 * @returns the ids of the field “Prediction ID”, each once: one, several with commas, spaces or line
 * breaks between them, or a list that an expression gives
 * @throws InputError when there is none, or one that is no id
 */
export function readPredictionIds(item: Item): string[] {
	const value = item.parameter(FIELD, '', { extractValue: true });
	const ids = splitPredictionIds(value, 'field “Prediction ID”', FIELD);
	// Nothing at all is worded where one id is read.
	return ids.length === 0 ? [checkPredictionId('')] : ids;
}

/**
 * @param value one id, several with commas, spaces or line breaks between them, or a list of them
 * @param label what it is called in the panel, e.g. `field “Prediction ID”`
 * @returns each id once; none for nothing
 * @throws InputError for something else, and for what is no id
 */
export function splitPredictionIds(value: unknown, label: string, field: string): string[] {
	const parts = (Array.isArray(value) ? value : [value]).flatMap((part: unknown) => {
		if (part === null || part === undefined) return [];
		if (typeof part !== 'string') {
			throw new InputError(
				`The ${label} holds something else than ids. Give one id, several with commas between them, or a list of ids.`,
				{ reason: 'invalidPredictionId', field },
			);
		}
		// A list that an expression wrote as text, e.g. `["a","b"]`.
		return part.split(/[\s,;"'[\]]+/).filter((id) => id !== '');
	});
	return [...new Set(parts.map((part) => checkPredictionId(idIn(part))))];
}

/**
 * A row's own `urls.get`, or any other address of a prediction, names it as well as its id does. Only
 * the id is taken out of it: nothing is ever asked at an address that somebody pasted.
 */
function idIn(value: unknown): unknown {
	if (typeof value !== 'string' || value.length > PASTED_ADDRESS_LIMIT_CHARACTERS) return value;
	const text = trimEnds(value.trim(), '"\'`“<', '"\'`”>');
	return /^(?:https?:\/)?\/\S*?\/?predictions\/([^/?#\s]+)/i.exec(text)?.[1] ?? text;
}
