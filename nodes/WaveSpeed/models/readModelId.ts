import { trimEnds } from '../trimEnds';

/** Where an id stands in the vendor's addresses: the model's page, its page in the documentation, its API. */
const ADDRESS =
	/^(?:(?:https?:)?\/\/)?(?:[a-z\d-]+\.)*wavespeed\.ai\/(?:[a-z]{2}(?:-[a-z]{2})?\/)?(?:models|playground|api\/v3)\/([^?#\s]+)/i;
const LIMIT_CHARACTERS = 500;
const PATH = /^\/?(?:models|api\/v3)\/([^?#\s]+)$/i;

/**
 * The id of a model in what people paste: the address of its page, of its API, or the id with quotes
 * around it or a slash at its ends. Whatever is neither comes back as it is, to be refused by name.
 * @returns '' for what is no text
 */
export function readModelId(pasted: unknown): string {
	if (typeof pasted !== 'string') return '';
	// No address is so long; what is, is a text in the wrong field.
	if (pasted.length > LIMIT_CHARACTERS) return pasted.trim();
	const text = trimEnds(pasted.trim(), '"\'`“', '"\'`”');
	const id = ADDRESS.exec(text)?.[1] ?? PATH.exec(text)?.[1];
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
