import type { IHttpRequestOptions } from 'n8n-workflow';

import { InputError } from '../errors/errorClasses';
import type { ApiHost } from './host';

export const CREDENTIAL = 'waveSpeedApi';
export const PUBLIC_API = 'https://api.wavespeed.ai';

/** Where the API is and what every call to it carries, read once per item. */
export interface Connection {
	/** Origin and optional path prefix, without a slash at the end. */
	readonly baseUrl: string;
	/** Values that must never be shown. */
	readonly secrets: readonly string[];
	/** What n8n or the user laid down for requests of this node: proxy, allowed domains, certificates. */
	readonly transport: Partial<IHttpRequestOptions>;
}

/**
 * Reads the credential.
 * @param declared the options n8n built from the node's description, where there are any
 * @throws InputError when the credential's base URL cannot be one
 */
export async function readConnection(
	host: Pick<ApiHost, 'getCredentials'>,
	declared: Partial<IHttpRequestOptions> = {},
): Promise<Connection> {
	const credential = await host.getCredentials<{ apiKey?: string; baseUrl?: string }>(CREDENTIAL);
	const { allowedDomains, proxy, skipSslCertificateValidation } = declared;
	return {
		baseUrl: checkBaseUrl(credential.baseUrl),
		secrets: credential.apiKey ? [credential.apiKey] : [],
		transport: {
			...(allowedDomains !== undefined && { allowedDomains }),
			...(proxy !== undefined && { proxy }),
			...(skipSslCertificateValidation !== undefined && { skipSslCertificateValidation }),
		},
	};
}

/**
 * @returns the base URL without the slash at its end; the public API for an empty one
 * @throws InputError for what is not an http(s) address or carries more than origin and path
 */
export function checkBaseUrl(baseUrl: unknown): string {
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
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function badBaseUrl(what: string): InputError {
	return new InputError(
		`The Base URL of the WaveSpeed credential ${what}. Open the credential and enter an address like ${PUBLIC_API}.`,
		{ reason: 'invalidBaseUrl', field: 'baseUrl' },
	);
}
