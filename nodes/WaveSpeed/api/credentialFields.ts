/** Reads the fields of the credential the way people paste them. */

import { InputError } from '../errors/errorClasses';

export const PUBLIC_API = 'https://api.wavespeed.ai';

/**
 * @returns only the key, without surrounding blanks and line breaks and without the “Bearer” of a copied
 * header
 */
export function readApiKey(apiKey: unknown): string {
	const text = typeof apiKey === 'string' ? apiKey.trim() : '';
	const withoutName = /^authorization:/i.test(text) ? text.slice('authorization:'.length) : text;
	const key = withoutName.trim();
	return /^bearer\s/i.test(key) ? key.slice('bearer'.length).trim() : key;
}

/**
 * @returns the base URL without a trailing slash or the API’s own `/api/v3`; the public API if it is
 * empty
 * @throws InputError if it is not an http(s) address, or has more than origin and path
 */
export function readBaseUrl(baseUrl: unknown): string {
	const text = String(baseUrl ?? '').trim() || PUBLIC_API;
	let url: URL;
	try {
		url = new URL(text);
	} catch {
		throw badBaseUrl('is not an address');
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw badBaseUrl('does not start with https://');
	}
	if (url.username || url.password) throw badBaseUrl('contains a user name or a password');
	if (url.search || url.hash) throw badBaseUrl('contains a “?” or a “#”');
	// Segments instead of a pattern: an extra or missing slash makes no difference.
	const segments = url.pathname.split('/');
	while (segments.at(-1) === '') segments.pop();
	const [parent, last] = segments.slice(-2);
	if (parent === 'api' && last === 'v3') segments.splice(-2);
	return `${url.origin}${segments.join('/')}`;
}

function badBaseUrl(what: string): InputError {
	return new InputError(
		`The Base URL of the WaveSpeed credential ${what}. Open the credential and enter an address like ${PUBLIC_API}.`,
		{ reason: 'invalidBaseUrl', field: 'baseUrl' },
	);
}
