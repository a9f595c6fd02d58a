import type { IHttpRequestOptions } from 'n8n-workflow';

import { digestOf } from '../digest';
import { readApiKey, readBaseUrl } from './credentialFields';
import type { ApiHost } from './host';

export const CREDENTIAL = 'waveSpeedApi';

/** Where the API is and what every call to it carries, read once per item. */
export interface Connection {
	/** Origin and optional path prefix, without a slash at the end. */
	readonly baseUrl: string;
	/** Values that must never be shown. */
	readonly secrets: readonly string[];
	/** What n8n or the user laid down for requests of this node: proxy, allowed domains, certificates. */
	readonly transport: Partial<IHttpRequestOptions>;
}

/** Tells one account from another, without holding its key. */
export function accountOf({ baseUrl, secrets }: Pick<Connection, 'baseUrl' | 'secrets'>): string {
	return digestOf(baseUrl, secrets);
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
