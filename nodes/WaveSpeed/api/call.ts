import type { IDataObject, IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';

import { API_RESPONSE_LIMIT_BYTES } from '../policy';
import { systemTime, type Time } from '../time';
import { CallFailure, rethrown } from './callFailure';
import { CREDENTIAL, type Connection } from './connection';
import { endWith } from './endWith';
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
	/** Is told what time it is at the server as soon as it has answered; the node's time where it does not say. */
	onServerDate?: (date: Date) => void;
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
	time: Time = systemTime,
): Promise<object> {
	const url = addressOf(connection, call);
	if (signal?.aborted) throw new CallFailure('stopped', { beforeSending: true });
	const end = endWith(time, signal, call.deadlineMs);
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
		abortSignal: end.signal,
	};
	try {
		const response = (await end.cap(
			host.helpers.httpRequestWithAuthentication.call(
				endingWith(host, end.signal),
				CREDENTIAL,
				options,
			),
		)) as { body: Body; headers: Record<string, unknown>; statusCode: number };
		const { headers } = response;
		// The server's own clock, where it tells it: dates of its Retry-After are meant by that.
		const now = readDate(headers.date) ?? time.date();
		call.onServerDate?.(now);
		return openEnvelope(
			{
				status: response.statusCode,
				contentType: String(headers['content-type'] ?? ''),
				retryAfterMs: readRetryAfter(headers['retry-after'], now),
				text: await end.cap(readBody(response.body, call.limitBytes ?? API_RESPONSE_LIMIT_BYTES)),
			},
			connection.secrets,
		);
	} catch (error) {
		if (error instanceof CallFailure) throw rethrown(error);
		throw readNetworkFailure(error, signal?.aborted ?? false);
	} finally {
		end.dispose();
	}
}

function readDate(header: unknown): Date | undefined {
	const date = new Date(typeof header === 'string' ? header : Number.NaN);
	return Number.isNaN(date.getTime()) ? undefined : date;
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
	if (
		url.origin !== base.origin ||
		!url.pathname.startsWith(`${prefix}/api/v3/`) ||
		url.search ||
		url.hash
	) {
		throw new CallFailure('impossible');
	}
	for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
	return url.href;
}
