import { PASTED_ADDRESS_LIMIT_CHARACTERS } from '../policy';
import { trimEnds } from '../trimEnds';

/** Where an id stands in the vendor's addresses: the model's page, its page in the documentation, its API. */
const MODEL_ADDRESS =
	/^(?:(?:https?:)?\/\/)?(?:[a-z\d-]+\.)*wavespeed\.ai\/(?:[a-z]{2}(?:-[a-z]{2})?\/)?(?:models|playground|api\/v3)\/([^?#\s]+)/i;
const MODEL_PATH = /^\/?(?:models|api\/v3)\/([^?#\s]+)$/i;

/**
 * The id of a model in what people paste: the address of its page, of its API, or the id with quotes
 * around it or a slash at its ends. Whatever is neither comes back as it is, to be refused by name.
 * @returns '' for what is no text
 */
export function readModelId(pasted: unknown): string {
	if (typeof pasted !== 'string') return '';
	if (pasted.length > PASTED_ADDRESS_LIMIT_CHARACTERS) return pasted.trim();
	const text = trimEnds(pasted.trim(), '"\'`“', '"\'`”');
	const id = MODEL_ADDRESS.exec(text)?.[1] ?? MODEL_PATH.exec(text)?.[1];
	// `//host/path` is an address of somewhere else, and stays one that is refused.
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
