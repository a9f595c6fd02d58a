import { PASTED_ADDRESS_LIMIT_CHARACTERS } from '../policy';
import { trimEnds } from '../trimEnds';

/** Where the vendor's addresses contain an id: the model's page, its documentation, its API. */
const MODEL_ADDRESS =
	/^(?:(?:https?:)?\/\/)?(?:[a-z\d-]+\.)*wavespeed\.ai\/(?:[a-z]{2}(?:-[a-z]{2})?\/)?(?:models|playground|api\/v3)\/([^?#\s]+)/i;
const MODEL_PATH = /^\/?(?:models|api\/v3)\/([^?#\s]+)$/i;

/**
 * Finds a model's id in what people paste: the address of its page or its API, or the id in quotes or
 * with a slash at its ends. Any other text is returned unchanged, so that the error can quote it.
 * @returns '' if it is not a text
 */
export function readModelId(pasted: unknown): string {
	if (typeof pasted !== 'string') return '';
	if (pasted.length > PASTED_ADDRESS_LIMIT_CHARACTERS) return pasted.trim();
	const text = trimEnds(pasted.trim(), '"\'`“', '"\'`”');
	const id = MODEL_ADDRESS.exec(text)?.[1] ?? MODEL_PATH.exec(text)?.[1];
	// `//host/path` is an address elsewhere, and remains one that is refused.
	if (id === undefined) return text.startsWith('//') ? text : trim(text);
	try {
		return trim(decodeURIComponent(id));
	} catch {
		return trim(id);
	}
}

function trim(id: string): string {
	return trimEnds(id, '/');
}
