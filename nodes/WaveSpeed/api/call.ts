import type { IDataObject, IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';

import { API_RESPONSE_LIMIT_BYTES } from '../policy';
import { systemTime, type Time } from '../time';
import { ABOUT_TO_SEND } from './authenticate';
import { CallEnded, endWith } from './callEnd';
import { CallFailure, rethrown } from './callFailure';
import { CLIENT_HEADERS, CREDENTIAL, type ApiHost, type Connection } from './connection';
import { openEnvelope } from './envelope';
import { findPredictionId } from './findPredictionId';
import { readNetworkFailure } from './networkFailure';
import { API_ROOT } from './paths';
import { ReceivedBody, type ResponseBody } from './receivedBody';
import { readRetryAfter } from '../tryAgain';

export interface ApiCall {
	method: IHttpRequestMethods;
	/** Below the base URL, beginning with a slash, already encoded. */
	path: string;
	query?: Record<string, string>;
	body?: IDataObject | IHttpRequestOptions['body'];
	headers?: Record<string, string>;
	/** Milliseconds for the whole call; each megabyte of the answer adds to it. */
	deadlineMs?: number;
	limitBytes?: number;
	/** A success without data is allowed; the call then returns `{}`. */
	mayBeEmpty?: boolean;
	/** Gets the server's time as soon as the server answers, or the node's own time if the answer has none. */
	onServerDate?: (date: Date) => void;
}

interface Response {
	body: ResponseBody;
	headers: Record<string, unknown>;
	statusCode: number;
}

/**
 * The one place that sends the key. It makes exactly one HTTP request, follows no redirect (the key stays
 * with the API's own origin), reads a bounded body and ends at its deadline.
 * @returns the envelope's `data`, or the whole answer if it has no envelope
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
	let given = false;
	const options: IHttpRequestOptions & { [ABOUT_TO_SEND]: () => void } = {
		...connection.transport,
		method: call.method,
		url,
		headers: { Accept: 'application/json', ...CLIENT_HEADERS, ...call.headers },
		...(call.body !== undefined && { body: call.body }),
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		abortSignal: end.signal,
		[ABOUT_TO_SEND]: () => {
			// The caller was told that nothing was sent, and that must stay true.
			if (end.signal.aborted) throw new CallEnded();
			given = true;
		},
	};
	try {
		const response = (await end.cap(
			host.helpers.httpRequestWithAuthentication.call(
				endingWith(host, end.signal),
				CREDENTIAL,
				options,
			),
		)) as Response;
		return await readAnswer(response, { call, connection, end, time, signal });
	} catch (error) {
		if (error instanceof CallFailure) throw rethrown(error);
		throw readNetworkFailure(error, signal?.aborted ?? false, given);
	} finally {
		end.dispose();
	}
}

interface CallContext {
	call: ApiCall;
	connection: Connection;
	end: ReturnType<typeof endWith>;
	time: Time;
	signal?: AbortSignal;
}

/** The server has answered: whatever goes wrong from here on, its status and any id are kept. */
async function readAnswer(
	{ body, headers, statusCode: status }: Response,
	{ call, connection, end, time, signal }: CallContext,
): Promise<object> {
	// The server's own clock, if the answer has it: dates in Retry-After refer to it.
	const now = readDate(headers.date) ?? time.date();
	call.onServerDate?.(now);
	const retryAfterMs = readRetryAfter(headers['retry-after'], now);
	const received = new ReceivedBody(
		call.limitBytes ?? API_RESPONSE_LIMIT_BYTES,
		headers['content-length'],
	);
	try {
		await end.cap(received.read(body, end));
	} catch (error) {
		const failure =
			error instanceof CallFailure ? error : readNetworkFailure(error, signal?.aborted ?? false);
		const predictionId = findPredictionId(received.received, status >= 400);
		throw rethrown(failure.with({ status, retryAfterMs, predictionId }));
	}
	return openEnvelope(
		{
			status,
			contentType: String(headers['content-type'] ?? ''),
			retryAfterMs,
			text: received.takeText(),
		},
		connection.secrets,
		call.mayBeEmpty,
	);
}

function readDate(header: unknown): Date | undefined {
	const date = new Date(typeof header === 'string' ? header : Number.NaN);
	return Number.isNaN(date.getTime()) ? undefined : date;
}

/**
 * n8n ends requests on the execution's cancel signal and replaces the caller's signal with it. This view
 * of the host has the combined signal as its cancel signal, so that the deadline counts too.
 */
function endingWith(host: ApiHost, signal: AbortSignal): never {
	return Object.create(host, { getExecutionCancelSignal: { value: () => signal } }) as never;
}

/** Checks the final address again, whatever the path was made of: same origin, below the base URL. */
function addressOf(connection: Connection, call: ApiCall): string {
	const url = new URL(connection.baseUrl + call.path);
	const base = new URL(connection.baseUrl);
	const prefix = base.pathname === '/' ? '' : base.pathname;
	if (
		url.origin !== base.origin ||
		!url.pathname.startsWith(`${prefix}${API_ROOT}/`) ||
		url.search ||
		url.hash
	) {
		throw new CallFailure('impossible');
	}
	for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
	return url.href;
}
