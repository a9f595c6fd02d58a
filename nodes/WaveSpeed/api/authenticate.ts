/**
 * How a request gets the key: the credential's `authenticate` as a function. n8n's declarative form would
 * evaluate an expression for each request, and fails in workflows whose `binaryMode` setting is
 * “combined” (seen in n8n 2.41.1).
 */

import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { InputError } from '../errors/errorClasses';
import { redactAddress } from '../errors/redact';
import { parseUrl } from '../parseUrl';
import { readApiKey, readBaseUrl } from './connection';

/**
 * A request may carry a function under this key. It is called when the request gets the key, right before
 * n8n hands it to its HTTP library: up to that moment, not a byte can have been sent.
 */
export const ABOUT_TO_SEND = Symbol('about to send');

type Watched = IHttpRequestOptions & { [ABOUT_TO_SEND]?: () => void };

/**
 * Adds the key to a request for the API's own origin.
 * @throws InputError for a request to any other origin, e.g. from n8n's HTTP Request node with this
 * credential: the key must not leave the API; and for one without any address
 */
export async function authenticate(
	credential: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const own = new URL(readBaseUrl(credential.baseUrl)).origin;
	if (addressOf(request) === undefined) throw noResource();
	if (originOf(request) !== own) {
		throw new InputError(
			`The WaveSpeed credential sends its key to ${own} only, and this request goes to ${redactAddress(String(request.url))}. Correct the address of the request or the Base URL of the credential.`,
			{ reason: 'foreignAddress', field: 'baseUrl' },
		);
	}
	(request as Watched)[ABOUT_TO_SEND]?.();
	request.headers = {
		...request.headers,
		Authorization: `Bearer ${readApiKey(credential.apiKey)}`,
	};
	return request;
}

/** n8n makes a request without an address of a node whose saved resource is not in its list. */
function noResource(): InputError {
	return new InputError(
		'The node’s Resource is not in its list. Choose one from the list, and then an Operation. Nothing was submitted.',
		{ reason: 'nodeSettings', field: 'resource' },
	);
}

/** n8n's HTTP Request node calls the address `uri`. */
function addressOf({ url, ...request }: IHttpRequestOptions): string | undefined {
	return url ?? (request as { uri?: string }).uri;
}

/** @returns undefined if it is not an address */
function originOf(request: IHttpRequestOptions): string | undefined {
	return parseUrl(String(addressOf(request)), request.baseURL)?.origin;
}
