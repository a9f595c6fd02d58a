import { CallFailure } from '../api/callFailure';

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
	if (typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value)) return value;
	throw new CallFailure('unreadable', { got: 'noData' });
}
