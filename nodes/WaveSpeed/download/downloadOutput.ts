import type { IBinaryData } from 'n8n-workflow';

import { explainDownload } from './downloadErrors';
import {
	DOWNLOAD_DEADLINE,
	DOWNLOAD_HEADER_LIMIT,
	DOWNLOAD_IDLE_LIMIT,
	DOWNLOAD_STARTS,
} from '../policy';
import type { Time } from '../time';
import { readFailure, type DownloadFailure } from './downloadFailure';
import type { DownloadHost, DownloadTransport } from './openAddress';
import { pauseAfter } from './retryPause';
import { ExpiringUrl } from './expiringUrl';
import { storeBinary } from './storeBinary';
import { Transfer } from './transfer';
import { StallGuard } from './stallGuard';

export interface DownloadOptions {
	host: DownloadHost;
	time: Time;
	/** The execution's cancel signal. */
	signal?: AbortSignal;
	/** Decides whether private and http addresses are acceptable. */
	apiBaseUrl: string;
	/** The user's proxy and certificate settings. No other settings of an API connection are used. */
	transport?: DownloadTransport;
	/** The name without extension; made safe here. */
	fileName: string;
	/** The largest file accepted, in bytes. */
	limitBytes: number;
	/**
	 * Milliseconds without a byte.
	 * @default DOWNLOAD_IDLE_LIMIT
	 */
	idleMs?: number;
	/**
	 * Milliseconds from a request to its status line.
	 * @default DOWNLOAD_HEADER_LIMIT
	 */
	headerMs?: number;
	/** Milliseconds for everything, including retries and pauses. @default DOWNLOAD_DEADLINE */
	deadlineMs?: number;
	/** Asks the API for a fresh address. Called at most once, when the old one has expired. */
	refreshUrl?: () => Promise<string | undefined>;
}

/**
 * Streams an output into n8n's binary data. It delivers the server's bytes, whole and of one version, or
 * nothing: after a cut connection it resumes where it stopped, or starts over if that may be another
 * version of the file. A download never repeats a prediction.
 * @throws DownloadError with a complete message; the caller adds the prediction's id and the outputs
 */
export async function downloadOutput(url: string, options: DownloadOptions): Promise<IBinaryData> {
	const { time, signal } = options;
	const watch = new StallGuard(time, {
		signal,
		idleMs: options.idleMs ?? DOWNLOAD_IDLE_LIMIT,
		headerMs: options.headerMs ?? DOWNLOAD_HEADER_LIMIT,
		deadlineMs: options.deadlineMs ?? DOWNLOAD_DEADLINE,
	});
	const { host, apiBaseUrl, transport } = options;
	const source = new ExpiringUrl(url, { host, watch, apiBaseUrl, transport }, options.refreshUrl);
	const { limitBytes } = options;
	let transfer = new Transfer({ source, watch, time, limitBytes });
	try {
		for (let starts = 1; ; starts++) {
			const result = await storeBinary(transfer, source.url, options, watch);
			if ('binary' in result) return result.binary;
			await startAgain(result.failure, transfer, starts);
			transfer = new Transfer({ source, watch, time, limitBytes });
		}
	} catch (error) {
		throw explainDownload(readFailure(error), {
			url,
			receivedBytes: transfer.received,
			announcedBytes: transfer.announced,
			connections: source.connections,
		});
	} finally {
		watch.dispose();
	}

	/** If nothing was delivered, the transfer has already tried everything. */
	async function startAgain(
		failure: DownloadFailure,
		last: Transfer,
		starts: number,
	): Promise<void> {
		if (!failure.isPassing || last.received === 0 || starts === DOWNLOAD_STARTS) throw failure;
		await pauseAfter(failure, starts, time, watch);
	}
}

export { inlineOutput } from './inlineOutput';
