import { createHash } from 'crypto';

import { DOWNLOAD_HEADER_LIMIT, DOWNLOAD_IDLE_LIMIT, DOWNLOAD_STARTS } from '../policy';
import type { Time } from '../time';
import { flowOf } from './bodyFlow';
import { DownloadFailure, readFailure, type DownloadProblem } from './downloadFailure';
import { ExpiringUrl } from './expiringUrl';
import { readVersion } from './fileVersion';
import type { DownloadHost, DownloadResponse, DownloadTransport } from './openAddress';
import { pauseAfter } from './retryPause';
import { StallGuard } from './stallGuard';

export interface ContentOptions {
	host: DownloadHost;
	time: Time;
	/** The execution's cancel signal. */
	signal?: AbortSignal;
	/** Decides whether private and http addresses are acceptable. */
	apiBaseUrl: string;
	transport?: DownloadTransport;
	/** Whether a file of this size is of interest; of others only the size is reported. */
	isWanted(bytes: number): boolean;
	/** The largest file that is read. */
	limitBytes: number;
	/** Milliseconds for everything, including retries and pauses. */
	deadlineMs: number;
}

/** The file at an address. */
export interface Content {
	/** Hexadecimal digest of the whole file; undefined if a file of that size is not wanted. */
	sha256?: string;
	/** When it was put there or last changed, if the server says. */
	changedAt?: Date;
}

/** Why the file at an address could not be read. */
export type WhyUnread = 'gone' | 'slow' | 'refused' | 'failed' | 'stopped';

/**
 * Reads the file at an address the way an output is read, without a credential and never from a private
 * network, but keeps nothing of it.
 */
export async function digestContent(
	url: string,
	options: ContentOptions,
): Promise<Content | { unread: WhyUnread }> {
	const { host, time, signal, apiBaseUrl, transport, deadlineMs } = options;
	const watch = new StallGuard(time, {
		signal,
		idleMs: DOWNLOAD_IDLE_LIMIT,
		headerMs: DOWNLOAD_HEADER_LIMIT,
		deadlineMs,
	});
	const source = new ExpiringUrl(url, { host, watch, apiBaseUrl, transport });
	try {
		for (let starts = 1; ; starts++) {
			try {
				return await readOnce(await source.open(), watch, options);
			} catch (error) {
				const failure = readFailure(error);
				const isGone = failure.problem === 'expired';
				if (isGone || !failure.isPassing || starts === DOWNLOAD_STARTS) throw failure;
				await pauseAfter(failure, starts, time, watch);
			}
		}
	} catch (error) {
		return { unread: WHY[readFailure(error).problem] ?? 'failed' };
	} finally {
		watch.dispose();
	}
}

const WHY: Readonly<Partial<Record<DownloadProblem, WhyUnread>>> = {
	address: 'refused',
	blocked: 'refused',
	deadline: 'slow',
	expired: 'gone',
	idle: 'slow',
	noAnswer: 'slow',
	redirects: 'refused',
	stopped: 'stopped',
};

/** @throws DownloadFailure */
async function readOnce(
	answer: DownloadResponse,
	watch: StallGuard,
	{ isWanted, limitBytes }: ContentOptions,
): Promise<Content> {
	try {
		const { length, encoded, lastModified } = readVersion(answer);
		const changed = Date.parse(lastModified ?? '');
		const known = Number.isNaN(changed) ? {} : { changedAt: new Date(changed) };
		const announced = encoded ? undefined : length;
		if (announced !== undefined && !isWanted(announced)) return known;
		const { bytes, sha256 } = await digestBody(answer, watch, limitBytes);
		if (sha256 === undefined) return known;
		if (announced !== undefined && bytes !== announced) throw new DownloadFailure('cut');
		return isWanted(bytes) ? { ...known, sha256 } : known;
	} finally {
		answer.close();
	}
}

/**
 * @returns without a digest if the file is larger than the limit
 * @throws whatever the connection throws
 */
async function digestBody(
	{ body }: DownloadResponse,
	watch: StallGuard,
	limitBytes: number,
): Promise<{ bytes: number; sha256?: string }> {
	const hash = createHash('sha256');
	let bytes = 0;
	try {
		return await new Promise((resolve, reject) => {
			const flow = flowOf(body, {
				take: (piece) => {
					watch.heard();
					bytes += Buffer.byteLength(piece);
					if (bytes <= limitBytes) return void hash.update(piece);
					flow.pause();
					flow.stop();
					resolve({ bytes });
				},
				end: () => resolve({ bytes, sha256: hash.digest('hex') }),
				fail: reject,
			});
			watch.expectBytes((failure) => {
				flow.stop();
				reject(failure);
			});
			flow.resume();
		});
	} finally {
		watch.rest();
	}
}
