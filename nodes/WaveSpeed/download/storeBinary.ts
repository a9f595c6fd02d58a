import type { IBinaryData } from 'n8n-workflow';

import { asReadable } from './asReadable';
import { DownloadFailure } from './downloadFailure';
import { fileKind, isErrorPage } from './fileKind';
import { fileName } from './fileName';
import type { DownloadHost } from './openAddress';
import type { Transfer } from './transfer';
import type { StallGuard } from './stallGuard';

/** Enough to tell the kind of a file and to know a web page when it comes. */
const HEAD_BYTES = 512;

/**
 * Hands one transfer to n8n's binary data, named and typed by its first bytes.
 *
 * A stream that throws makes n8n reject with what was thrown, and remove what it had written (2.41.1);
 * in versions that do not remove it, it goes with the execution's other files. Nothing refers to it.
 * @param url names the kind of file where neither bytes nor header do
 */
export async function storeBinary(
	transfer: Transfer,
	url: string,
	options: { host: DownloadHost; fileName: string },
	watch: StallGuard,
): Promise<{ binary: IBinaryData } | { failure: DownloadFailure }> {
	const abandon = () => transfer.abandon();
	// Stop closes the connection even while n8n is busy writing and nobody waits for a byte.
	watch.signal.addEventListener('abort', abandon, { once: true });
	try {
		const pieces = transfer.pieces();
		const head = await readHead(pieces);
		const first = Buffer.concat(head);
		const { contentType, body } = transfer;
		if (isErrorPage(first, contentType, url)) return { failure: new DownloadFailure('notMedia') };
		const kind = fileKind(first, contentType, url);
		const name = fileName(options.fileName, kind.extension);
		const stream = await asReadable(body, chain(head, pieces));
		const stored = await options.host.helpers.prepareBinaryData(stream, name, kind.mimeType);
		const { received, isComplete } = transfer;
		if (!isComplete || (stored.bytes ?? received) !== received) {
			return { failure: transfer.failure ?? new DownloadFailure('storage') };
		}
		return {
			binary: {
				...stored,
				fileName: name,
				fileExtension: kind.extension,
				mimeType: kind.mimeType,
				bytes: received,
			},
		};
	} catch (error) {
		// Whatever else was thrown came from n8n's store.
		const own = error instanceof DownloadFailure ? error : new DownloadFailure('storage');
		return { failure: transfer.failure ?? own };
	} finally {
		watch.signal.removeEventListener('abort', abandon);
		transfer.abandon();
	}
}

/** @returns the first pieces, together HEAD_BYTES or the whole file */
async function readHead(pieces: AsyncGenerator<Uint8Array>): Promise<Uint8Array[]> {
	const head: Uint8Array[] = [];
	for (let bytes = 0; bytes < HEAD_BYTES; ) {
		// Not `for await`: leaving that loop would end the generator.
		const step = await pieces.next();
		if (step.done) break;
		head.push(step.value);
		bytes += step.value.length;
	}
	return head;
}

async function* chain(
	head: Uint8Array[],
	rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
	for (const piece of head.splice(0)) yield piece;
	yield* rest;
}
