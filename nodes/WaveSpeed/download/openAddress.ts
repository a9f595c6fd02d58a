import type {
	BinaryHelperFunctions,
	IHttpRequestOptions,
	RequestHelperFunctions,
} from 'n8n-workflow';

import { parseUrl } from '../parseUrl';
import { DOWNLOAD_REDIRECTS } from '../policy';
import { checkAddress } from './checkAddress';
import { DownloadFailure, readFailure } from './downloadFailure';
import type { StallGuard } from './stallGuard';

/** What a download needs from n8n. It has no access to a credential. */
export interface DownloadHost {
	readonly helpers: Pick<RequestHelperFunctions, 'httpRequest'> &
		Pick<BinaryHelperFunctions, 'prepareBinaryData'>;
}

/** What n8n hands out for a streamed body, as far as it is used here. */
export type StreamedBody = AsyncIterable<Uint8Array | string> & {
	destroy?(): unknown;
	on?(event: 'error', listener: () => void): unknown;
	/** On an unwrapped response, which older versions of n8n hand out. */
	rawHeaders?: unknown;
};

/** The user's settings for this node's connections; nothing in them identifies anybody to a server. */
export type DownloadTransport = Pick<IHttpRequestOptions, 'proxy' | 'skipSslCertificateValidation'>;

/** A server's answer to one GET, before its body is read. */
export interface DownloadResponse {
	status: number;
	/** By lower-case name. */
	headers: Readonly<Record<string, string>>;
	body: StreamedBody;
	/** The address that answered, after redirects. */
	url: string;
	/** Closes the connection. Always call it; it does nothing after the end of the body. */
	close(): void;
}

export interface Way {
	host: DownloadHost;
	watch: StallGuard;
	apiBaseUrl: string;
	transport?: DownloadTransport;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches an address without any credential, and follows redirects by hand: every target is checked like
 * the first, and none may lead from https to http.
 * @param range `Range` and `If-Range`, to resume a download
 * @returns an answer of any status except a redirect
 * @throws DownloadFailure
 */
export async function openAddress(
	address: string,
	range: Readonly<Record<string, string>>,
	way: Way,
): Promise<DownloadResponse> {
	let url = allow(address, way, address);
	for (let redirects = 0; ; redirects++) {
		const answer = await request(url, range, way);
		if (!REDIRECTS.has(answer.status)) return answer;
		answer.close();
		if (redirects === DOWNLOAD_REDIRECTS)
			throw new DownloadFailure('redirects', { limit: redirects });
		const location = readLocation(answer.headers.location);
		if (!location) throw new DownloadFailure('status', { status: answer.status });
		const next = allow(location, way, address, url);
		if (url.protocol === 'https:' && next.protocol === 'http:') {
			throw new DownloadFailure('address', { refusal: 'plainHttp', target: next.href });
		}
		url = next;
	}
}

function allow(address: string, way: Way, first: string, base?: URL): URL {
	const resolved = (base && parseUrl(address, base.href)?.href) ?? address;
	const checked = checkAddress(resolved, way.apiBaseUrl);
	if ('url' in checked) return checked.url;
	throw new DownloadFailure('address', {
		refusal: checked.refused,
		...(resolved !== first && { target: resolved }),
	});
}

async function request(
	url: URL,
	range: Readonly<Record<string, string>>,
	way: Way,
): Promise<DownloadResponse> {
	const connection = new AbortController();
	const { proxy, skipSslCertificateValidation } = way.transport ?? {};
	const options: IHttpRequestOptions = {
		method: 'GET',
		url: url.href,
		// n8n would request gzip and silently unpack it: then neither lengths nor ranges mean anything.
		headers: { Accept: '*/*', 'Accept-Encoding': 'identity', ...range },
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		abortSignal: connection.signal,
		...(proxy && { proxy }),
		...(skipSslCertificateValidation && { skipSslCertificateValidation }),
	};
	let body: StreamedBody | undefined;
	// Abort first: this closes the socket even while n8n's own wrapper of the body waits for a chunk,
	// and destroying that wrapper makes n8n stop listening to the signal.
	const close = () => {
		connection.abort();
		body?.destroy?.();
	};
	try {
		return await way.watch.forAnswer(close, async () => {
			const response = (await way.host.helpers.httpRequest(options)) as {
				statusCode: number;
				headers?: Record<string, unknown>;
				body: StreamedBody;
			};
			body = response.body;
			// A stream that fails while nobody reads it would end the process.
			body?.on?.('error', () => {});
			// It came too late: nobody is there to take it.
			if (connection.signal.aborted) close();
			return {
				status: response.statusCode,
				headers: readHeaders(response.headers ?? {}),
				body,
				url: url.href,
				close,
			};
		});
	} catch (error) {
		close();
		throw readFailure(error);
	}
}

/** Node reads headers as Latin-1; servers that do not encode an address write it in UTF-8. */
function readLocation(text: string | undefined): string | undefined {
	if (text === undefined || !/[\x80-\xff]/.test(text)) return text;
	const decoded = Buffer.from(text, 'latin1').toString('utf8');
	return decoded.includes('\ufffd') ? text : decoded;
}

function readHeaders(headers: Record<string, unknown>): Record<string, string> {
	const read: Record<string, string> = Object.create(null) as Record<string, string>;
	for (const [name, value] of Object.entries(headers)) {
		if (value !== undefined && value !== null) read[name.toLowerCase()] = String(value);
	}
	return read;
}
