import { DownloadFailure } from './downloadFailure';
import type { DownloadResponse } from './openAddress';

/** Which version of a file a connection serves: two connections may be joined only within one version. */
export interface FileVersion {
	/** Bytes of the whole file, if the server says. */
	length?: number;
	etag?: string;
	lastModified?: string;
	/** What goes into If-Range: only what proves that no byte changed (RFC 9110, section 13.1.5). */
	validator?: string;
	/** Length and ranges count packed bytes, but the body is unpacked. */
	encoded: boolean;
}

/** Where an answer's body begins and ends in the file; `end` is exclusive. */
export interface Stretch {
	start: number;
	end?: number;
}

export function readVersion({ headers }: DownloadResponse): FileVersion {
	const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase();
	const etag = headers.etag?.trim();
	const lastModified = headers['last-modified'];
	const isStrong = etag !== undefined && /^"[^"]*"$/.test(etag);
	return {
		length: readLength(headers['content-length']),
		...(etag && { etag }),
		...(lastModified && { lastModified }),
		validator: isStrong ? etag : isSettled(lastModified, headers.date) ? lastModified : undefined,
		encoded: encoding !== '' && encoding !== 'identity',
	};
}

/** A date names one version only if the file did not change within the second in which it was served. */
function isSettled(lastModified: string | undefined, date: string | undefined): boolean {
	const changed = Date.parse(lastModified ?? '');
	if (Number.isNaN(changed)) return false;
	const served = Date.parse(date ?? '');
	return Number.isNaN(served) || served - changed >= 1_000;
}

/**
 * Decides how an answer to a request for the rest of a file continues from byte `received`.
 * @returns where its body begins: at `received`, or at 0 if the server ignored the range but provably
 * serves the same file; the known part is then skipped
 * @throws DownloadFailure `changed` if it could join two versions
 */
export function continueAt(
	version: FileVersion,
	received: number,
	answer: DownloadResponse,
): Stretch {
	const now = readVersion(answer);
	if (answer.status === 206 && !now.encoded) {
		const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/i.exec(
			answer.headers['content-range'] ?? '',
		);
		if (match) {
			const [start, last] = [Number(match[1]), Number(match[2])];
			const total = match[3] === '*' ? undefined : Number(match[3]);
			const fits =
				start === received &&
				last >= start &&
				(total === undefined ? last < (version.length ?? Infinity) : last < total) &&
				(total === undefined || version.length === undefined || total === version.length) &&
				(now.length === undefined || now.length === last + 1 - start) &&
				isPartOf(version, now);
			if (fits) {
				version.length ??= total;
				return { start, end: last + 1 };
			}
		}
	}
	if (answer.status === 200 && !now.encoded && now.length !== undefined) {
		if (now.length === version.length && isSame(version, now)) return { start: 0, end: now.length };
	}
	throw new DownloadFailure('changed');
}

/** A 206 must repeat the tag of its version but need not repeat its date (RFC 9110, section 15.3.7). */
function isPartOf(version: FileVersion, now: FileVersion): boolean {
	if (version.validator === version.etag || now.etag !== undefined)
		return now.etag === version.etag;
	return now.lastModified === undefined || now.lastModified === version.lastModified;
}

/** A whole new body is the same file only with proof; two equal weak tags are not proof. */
function isSame(version: FileVersion, now: FileVersion): boolean {
	return version.validator !== undefined && version.validator === now.validator;
}

function readLength(text: string | undefined): number | undefined {
	return text !== undefined && /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
}
