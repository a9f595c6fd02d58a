/** How the API is reached: through n8n, with the fields of the credential as people paste them. */

import type {
	IAllExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { digestOf } from '../digest';
import { InputError } from '../errors/errorClasses';
import { parseUrl } from '../parseUrl';

/**
 * What a call to the API needs from n8n. Every place where n8n runs node code has it: an item's
 * execution, the editor's drop-downs, a webhook.
 */
export interface ApiHost {
	getCredentials<T extends object = Record<string, unknown>>(type: string): Promise<T>;
	getNode(): ReturnType<ILoadOptionsFunctions['getNode']>;
	readonly logger: ILoadOptionsFunctions['logger'];
	readonly helpers: Pick<
		IAllExecuteFunctions['helpers'] & IWebhookFunctions['helpers'],
		'httpRequest' | 'httpRequestWithAuthentication'
	>;
}

export const CREDENTIAL = 'waveSpeedApi';

/** Where the API is and what every call to it carries. */
export interface Connection {
	/** Origin and optional path prefix, without a slash at the end. */
	readonly baseUrl: string;
	/** Values that must never be shown. */
	readonly secrets: readonly string[];
	/** What n8n or the user set for this node's requests: proxy, allowed domains, certificates. */
	readonly transport: Partial<IHttpRequestOptions>;
}

const accounts = new WeakMap<object, string>();

/** Tells accounts apart without holding a key. */
export function accountOf(connection: Pick<Connection, 'baseUrl' | 'secrets'>): string {
	const known = accounts.get(connection);
	if (known !== undefined) return known;
	const account = digestOf(connection.baseUrl, connection.secrets);
	accounts.set(connection, account);
	return account;
}

/**
 * Reads the credential.
 * @param declared the options that n8n built from the node's description, if any
 * @throws InputError if the credential's base URL is not valid
 */
export async function readConnection(
	host: Pick<ApiHost, 'getCredentials'>,
	declared: Partial<IHttpRequestOptions> = {},
): Promise<Connection> {
	const credential = await host.getCredentials<{ apiKey?: string; baseUrl?: string }>(CREDENTIAL);
	const { allowedDomains, proxy, skipSslCertificateValidation } = declared;
	const key = readApiKey(credential.apiKey);
	return {
		baseUrl: readBaseUrl(credential.baseUrl),
		secrets: key === '' ? [] : [key],
		transport: {
			...(allowedDomains !== undefined && { allowedDomains }),
			...(proxy !== undefined && { proxy }),
			...(skipSslCertificateValidation !== undefined && { skipSslCertificateValidation }),
		},
	};
}

export const PUBLIC_API = 'https://api.wavespeed.ai';

/**
 * @returns only the key, without blanks, line breaks and quotation marks, without the “Bearer”
 * of a copied header, and without the name before a copied line of settings: `WAVESPEED_API_KEY=…`
 */
export function readApiKey(apiKey: unknown): string {
	const text = typeof apiKey === 'string' ? apiKey.trim() : '';
	const value = withoutQuotes(text.replace(COPIED_NAME, '').trim());
	const key = withoutQuotes(/^bearer\s/i.test(value) ? value.slice('bearer'.length).trim() : value);
	// A line that was broken where it was copied from; no key has blanks.
	return key.replace(/\s/g, '');
}

/** What may stand before a key; nothing else, because a key itself may end with “=”. */
const COPIED_NAME = /^(?:export\s{1,9})?(?:authorization|\w{0,40}api[_-]?key)\s{0,9}[:=]/i;

function withoutQuotes(text: string): string {
	const [first = '', last = ''] = [text.charAt(0), text.slice(-1)];
	return text.length > 1 && first === last && /["'`]/.test(first) ? text.slice(1, -1).trim() : text;
}

/**
 * @returns the base URL without a trailing slash or the API’s own `/api/v3`; the public API if it is
 * empty
 * @throws InputError if it is not an http(s) address, or has more than origin and path
 */
export function readBaseUrl(baseUrl: unknown): string {
	const text = String(baseUrl ?? '').trim() || PUBLIC_API;
	const url = parseUrl(text);
	if (!url) throw badBaseUrl('is not an address');
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

/** The package's version; a test compares it with package.json. */
export const CLIENT_VERSION = '0.1.0';

/**
 * Tells WaveSpeed which client is calling, as its own clients do. There is no X-Client-OS: the machine is
 * nobody's business. For the API's own origin only.
 */
export const CLIENT_HEADERS: Readonly<Record<string, string>> = {
	'X-Client-Name': 'n8n-nodes-wavespeedai',
	'X-Client-Version': CLIENT_VERSION,
};
