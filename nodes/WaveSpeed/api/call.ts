import type { IDataObject, IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';

import { API_CALL_DEADLINE, API_RESPONSE_LIMIT_BYTES } from '../policy';
import { CallFailure, rethrown } from './callFailure';
import { CREDENTIAL, type Connection } from './connection';
import { openEnvelope } from './envelope';
import type { ApiHost } from './host';
import { readNetworkFailure } from './networkFailure';
import { readBody, type Body } from './readBody';
import { readRetryAfter } from './retryAfter';

export interface ApiCall {
	method: IHttpRequestMethods;
	/** Below the base URL, beginning with a slash, already encoded. */
	path: string;
	query?: Record<string, string>;
	body?: IDataObject | IHttpRequestOptions['body'];
	headers?: Record<string, string>;
	/** Milliseconds for the whole call, the body's last byte included. */
	deadlineMs?: number;
	limitBytes?: number;
}

/**
 * The door: the one place that sends the key. It makes exactly one HTTP request, follows no redirect
 * (the key stays with the API's own origin), reads a bounded body and ends at its deadline.
 * @returns the envelope's `data`
 * @throws CallFailure, never an error of the network layer, which carries the key in its request
 */
export async function callApi(
	host: ApiHost,
	connection: Connection,
	call: ApiCall,
	signal?: AbortSignal,
): Promise<object> {
	const url = addressOf(connection, call);
	const deadline = AbortSignal.timeout(call.deadlineMs ?? API_CALL_DEADLINE);
	const abortSignal = signal ? AbortSignal.any([signal, deadline]) : deadline;
	if (signal?.aborted) throw new CallFailure('stopped', { beforeSending: true });
	const options: IHttpRequestOptions = {
		...connection.transport,
		method: call.method,
		url,
		headers: { Accept: 'application/json', ...call.headers },
		...(call.body !== undefined && { body: call.body }),
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		abortSignal,
	};
	try {
		const response = (await host.helpers.httpRequestWithAuthentication.call(
			endingWith(host, abortSignal),
			CREDENTIAL,
			options,
		)) as { body: Body; headers: Record<string, unknown>; statusCode: number };
		return openEnvelope(
			{
				status: response.statusCode,
				contentType: String(response.headers['content-type'] ?? ''),
				retryAfterMs: readRetryAfter(response.headers['retry-after'], new Date()),
				text: await readBody(response.body, call.limitBytes ?? API_RESPONSE_LIMIT_BYTES),
			},
			connection.secrets,
		);
	} catch (error) {
		if (error instanceof CallFailure) throw rethrown(error);
		throw readNetworkFailure(error, signal?.aborted ?? false);
	}
}

/**
 * n8n ends requests with the execution's cancel signal and overwrites a signal of the caller's with
 * it. A view of the host whose cancel signal is the combined one keeps the deadline too.
 */
function endingWith(host: ApiHost, signal: AbortSignal): never {
	return Object.create(host, { getExecutionCancelSignal: { value: () => signal } }) as never;
}

/** Re-checks the final address, whatever the path was made of: same origin, below the base URL. */
function addressOf(connection: Connection, call: ApiCall): string {
	const url = new URL(connection.baseUrl + call.path);
	const base = new URL(connection.baseUrl);
	const prefix = base.pathname.replace(/\/+$/, '');
	if (url.origin !== base.origin || !url.pathname.startsWith(`${prefix}/api/v3/`) || url.search || url.hash) {
		throw new CallFailure('impossible');
	}
	for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
	return url.href;
}
