import type { IHttpRequestOptions, RequestHelperFunctions } from 'n8n-workflow';

import { endWith } from '../api/callEnd';
import { CallFailure, rethrown } from '../api/callFailure';
import { readNetworkFailure } from '../api/networkFailure';
import { readBody, type ResponseBody } from '../api/receivedBody';
import { checkAddress } from '../download/checkAddress';
import type { DownloadTransport } from '../download/openAddress';
import { STORAGE_RESPONSE_LIMIT_BYTES } from '../policy';
import type { Time } from '../time';
import type { RequestBody } from './requestBody';
import type { Ticket } from './ticket';

/** What a request to a storage needs. It has no access to a credential. */
interface StorageHost {
	readonly helpers: Pick<RequestHelperFunctions, 'httpRequest'>;
}

export interface PutOptions {
	/** A storage in a private network is accepted only from an API in one. */
	apiBaseUrl: string;
	/** Milliseconds for the whole request. */
	deadlineMs: number;
	/** The execution's cancel signal. */
	signal?: AbortSignal;
	time: Time;
	/** The user's proxy and certificate settings; no other settings of an API connection. */
	transport: DownloadTransport;
}

/**
 * Puts a file into the storage that a ticket names: with exactly the ticket's headers, the length, no
 * key, and no redirect, which would take the file to an unchecked address.
 * @throws CallFailure; `impossible` for a storage in a private network or without encryption
 */
export async function putToStorage(
	host: StorageHost,
	{ storage, headers }: Ticket,
	outgoing: RequestBody,
	{ apiBaseUrl, deadlineMs, signal, time, transport }: PutOptions,
): Promise<void> {
	if (signal?.aborted) throw new CallFailure('stopped', { beforeSending: true });
	const checked = checkAddress(storage, apiBaseUrl);
	if ('refused' in checked) throw new CallFailure('impossible');
	const { proxy, skipSslCertificateValidation } = transport;
	const end = endWith(time, signal, deadlineMs);
	const options: IHttpRequestOptions = {
		method: 'PUT',
		url: checked.url.href,
		headers: {
			// If the ticket names no type, n8n's HTTP library would call the file a form.
			...(!namesType(headers) && { 'Content-Type': false }),
			...headers,
			'Content-Length': String(outgoing.length),
		},
		body: outgoing.body as IHttpRequestOptions['body'],
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		...(proxy && { proxy }),
		...(skipSslCertificateValidation && { skipSslCertificateValidation }),
		abortSignal: end.signal,
	};
	try {
		const response = (await end.cap(host.helpers.httpRequest(options))) as {
			statusCode: number;
			body: ResponseBody;
		};
		const { statusCode: status } = response;
		if (status >= 200 && status < 300) return discard(response.body);
		if (status >= 300 && status < 400) throw new CallFailure('redirected', { status });
		const answer = await end.cap(readBody(response.body, STORAGE_RESPONSE_LIMIT_BYTES));
		const [, serverCode] = /<Code>([A-Za-z]{1,60})<\/Code>/.exec(answer) ?? [];
		throw new CallFailure('refused', { status, ...(serverCode && { serverCode }) });
	} catch (error) {
		if (error instanceof CallFailure) throw rethrown(error);
		throw readNetworkFailure(error, signal?.aborted ?? false);
	} finally {
		end.dispose();
	}
}

function namesType(headers: Record<string, string>): boolean {
	return Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
}

/** The status is enough; but an unread body would block the connection. */
function discard(body: ResponseBody): void {
	const stream = body as { destroy?(): void; on?(event: 'error', listener: () => void): void };
	stream?.on?.('error', () => {});
	stream?.destroy?.();
}
