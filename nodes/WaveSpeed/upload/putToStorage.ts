import type { IHttpRequestOptions, RequestHelperFunctions } from 'n8n-workflow';

import { endWith } from '../api/callEnd';
import { CallFailure, rethrown } from '../api/callFailure';
import { readNetworkFailure } from '../api/networkFailure';
import { UPLOAD_TICKET_PATH } from '../api/paths';
import { readBody, type ResponseBody } from '../api/receivedBody';
import { isEndpointMissing } from '../api/refusals';
import { checkAddress } from '../download/checkAddress';
import type { DownloadTransport } from '../download/openAddress';
import type { Item } from '../item/item';
import { isRecord, readText } from '../narrow';
import { STORAGE_RESPONSE_LIMIT_BYTES } from '../policy';
import type { Time } from '../time';
import type { BinaryFile } from './binaryFile';
import type { RequestBody } from './requestBody';
import { isAboutTheFile } from './uploadFailureErrors';
import { readAddress } from './uploadedFiles';

/** Permission to put one file into the vendor's storage. */
export interface Ticket {
	/** Where the file can be read once it is there. */
	downloadUrl: string;
	/** The API's word for the file: `image`, `video`, `audio`, … */
	type: string;
	/** The signed address of the storage, not checked yet. */
	storage: string;
	/** Send them exactly like this: they are part of the signature. */
	headers: Record<string, string>;
}

/** Asks for a ticket. @returns undefined if the API has no tickets @throws CallFailure */
export async function askForTicket(item: Item, file: BinaryFile): Promise<Ticket | undefined> {
	const body = { filename: file.fileName, size: file.size, content_type: file.mimeType };
	try {
		return await item.api.read<Ticket>(
			{ method: 'POST', path: UPLOAD_TICKET_PATH, body },
			{
				parse: (data) => readTicket(data, item),
				// What is wrong with the file will still be wrong the next time.
				parseRefusal: (failure) => {
					if (isAboutTheFile(failure)) throw failure;
					return undefined;
				},
			},
		);
	} catch (failure) {
		if (isEndpointMissing(failure)) return undefined;
		throw rethrown(failure);
	}
}

function readTicket(data: object, item: Item): Ticket {
	const { connection } = item.api;
	const { download_url: downloadUrl, type, upload } = isRecord(data) ? data : {};
	const { method, url, headers } = isRecord(upload) ? upload : {};
	// Any other method would need a request that this node does not know.
	const isPut = method === undefined || String(method).toUpperCase() === 'PUT';
	if (typeof url !== 'string' || !isPut) throw unreadable();
	return {
		downloadUrl: readAddress(downloadUrl),
		type: readText(type) ?? 'file',
		storage: url,
		headers: readHeaders(headers, connection.secrets),
	};
}

/** The key stays with the API, whatever a ticket says. */
function readHeaders(headers: unknown, secrets: readonly string[]): Record<string, string> {
	const read: Record<string, string> = {};
	for (const [name, value] of Object.entries(isRecord(headers) ? headers : {})) {
		if (typeof value !== 'string' && typeof value !== 'number') continue;
		if (secrets.some((secret) => String(value).includes(secret))) throw unreadable();
		// Both follow from the request itself; a second one would break it.
		if (!/^(host|content-length)$/i.test(name)) read[name] = String(value);
	}
	return read;
}

function unreadable(): CallFailure {
	return new CallFailure('unreadable', { got: 'noData' });
}

/** What a request to a storage needs. It has no access to a credential. */
interface StorageHost {
	readonly helpers: Pick<RequestHelperFunctions, 'httpRequest'>;
}

interface PutOptions {
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
