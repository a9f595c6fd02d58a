import { CallFailure } from '../api/callFailure';
import { BoundedMap } from '../boundedMap';
import { digestOf } from '../digest';
import { parseUrl } from '../parseUrl';
import { UPLOAD_KEPT, UPLOADS_KNOWN } from '../policy';
import type { Time } from '../time';

/** A file at WaveSpeed, kept for 7 days. */
export interface Uploaded {
	/** Public. */
	url: string;
	/** The API's word for the file: `image`, `video`, `audio`, … */
	type: string;
}

/** What identifies an item's file once it is at WaveSpeed. */
export interface UploadedContent extends Uploaded {
	/** Hexadecimal digest of the content. */
	sha256: string;
	/** Bytes. */
	size: number;
}

/** @throws CallFailure `unreadable` if it is not the address of a file */
export function readAddress(value: unknown): string {
	if (typeof value === 'string' && /^https?:\/\//i.test(value) && parseUrl(value)) return value;
	throw new CallFailure('unreadable', { got: 'noData' });
}

/**
 * What this process has uploaded, by account and content: the same file has the same address in the next
 * execution. That saves an upload, and shows which predictions were made from that file. An address that
 * is too old to send still identifies its content: WaveSpeed's storage never changes a file.
 */
export class ProcessUploads {
	/** With the time of the upload on the clock of `time.now()`. */
	private readonly uploads = new BoundedMap<string, Uploaded & { at: number }>(UPLOADS_KNOWN);

	/** The SHA-256 of the file at an address. */
	private readonly contents = new BoundedMap<string, string>(UPLOADS_KNOWN);

	constructor(private readonly time: Pick<Time, 'now'>) {}

	/** @param account from `accountOf` */
	recall(account: string, sha256: string): Uploaded | undefined {
		const known = this.uploads.get(digestOf(account, sha256));
		if (!known || this.time.now() - known.at > UPLOAD_KEPT) return undefined;
		return { url: known.url, type: known.type };
	}

	/** @param ageMs how long ago it was uploaded */
	remember(account: string, sha256: string, { url, type }: Uploaded, ageMs = 0): void {
		this.uploads.set(digestOf(account, sha256), { url, type, at: this.time.now() - ageMs });
		this.learn(account, url, sha256);
	}

	/** The content at an address is known, whoever uploaded it. */
	learn(account: string, url: string, sha256: string): void {
		this.contents.set(digestOf(account, url), sha256);
	}

	/** @returns the SHA-256 of the file at the address, if known */
	contentAt(account: string, url: string): string | undefined {
		return this.contents.get(digestOf(account, url));
	}
}
