import { BoundedMap } from '../boundedMap';
import { digestOf } from '../digest';
import { UPLOADS_KNOWN, UPLOAD_KEPT } from '../policy';
import type { Time } from '../time';
import type { Uploaded } from './uploadedFile';

/**
 * What this process has uploaded, by account and content: the same file has the same address in the next
 * execution. It saves an upload, and lets a prediction be known again that was made from that file.
 */
export class ProcessUploads {
	/** With the time of the upload on the clock of `time.now()`. */
	private readonly uploads = new BoundedMap<string, Uploaded & { at: number }>(UPLOADS_KNOWN);

	constructor(private readonly time: Pick<Time, 'now'>) {}

	/** @param account from `accountOf` */
	recall(account: string, sha256: string): Uploaded | undefined {
		const known = this.uploads.get(digestOf(account, sha256));
		if (!known || this.time.now() - known.at > UPLOAD_KEPT) return undefined;
		return { url: known.url, type: known.type };
	}

	remember(account: string, sha256: string, { url, type }: Uploaded): void {
		this.uploads.set(digestOf(account, sha256), { url, type, at: this.time.now() });
	}
}
