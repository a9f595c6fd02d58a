import type { IHttpRequestOptions } from 'n8n-workflow';

import { digestOf } from '../digest';
import { readApiKey, readBaseUrl } from './credentialFields';
import type { ApiHost } from './host';

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

/** Tells accounts apart without holding a key. */
export function accountOf({ baseUrl, secrets }: Pick<Connection, 'baseUrl' | 'secrets'>): string {
	return digestOf(baseUrl, secrets);
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
