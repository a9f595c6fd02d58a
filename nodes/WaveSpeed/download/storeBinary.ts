import type { IBinaryData } from 'n8n-workflow';

import { DOWNLOAD_READ_AHEAD_BYTES } from '../policy';
import { DownloadFailure } from './downloadFailure';
import { isErrorPage } from './errorPage';
import { FILE_KIND_BYTES, fileKind } from './fileKind';
import { fileName } from './fileName';
import type { DownloadHost } from './openAddress';
import { createPushStream, type FilledStream } from './readableStreams';
import { rootElement } from './fileSignatures';
import type { Transfer } from './transfer';
import type { StallGuard } from './stallGuard';

/** Enough to find a document's first element after whatever precedes it. */
const DOCUMENT_HEAD_BYTES = 4_096;

/**
 * Passes one transfer to n8n's binary data, named and typed by its first bytes.
 *
 * If the stream fails, n8n rejects with the stream's error and removes what it wrote (2.41.1); older
 * versions remove it with the execution's other files. Nothing refers to it.
 * @param url names the kind of file if neither its bytes nor the header do
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
	let stream: FilledStream | undefined;
	try {
		const head = await readHead(transfer);
		const first = Buffer.concat(head);
		const { contentType } = transfer;
		if (isErrorPage(first, contentType, url)) return { failure: new DownloadFailure('notMedia') };
		const kind = fileKind(first, contentType, url);
		const name = fileName(options.fileName, kind.extension);
		stream = streamOf(head, transfer);
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
		// Any other error came from n8n's store.
		const own = error instanceof DownloadFailure ? error : new DownloadFailure('storage');
		return { failure: transfer.failure ?? own };
	} finally {
		watch.signal.removeEventListener('abort', abandon);
		transfer.abandon();
		stream?.destroy();
	}
}

/** @returns the first pieces, enough to recognise the file, or the whole file @throws DownloadFailure */
async function readHead(transfer: Transfer): Promise<Uint8Array[]> {
	const head: Uint8Array[] = [];
	let bytes = 0;
	return await new Promise((resolve, reject) => {
		transfer.flowTo({
			take: (piece) => {
				head.push(piece);
				bytes += piece.length;
				if (bytes < FILE_KIND_BYTES) return true;
				if (bytes < DOCUMENT_HEAD_BYTES && rootElement(Buffer.concat(head)) === '') return true;
				resolve(head);
				return false;
			},
			end: () => resolve(head),
			fail: reject,
		});
	});
}

function streamOf(head: Uint8Array[], transfer: Transfer): FilledStream {
	let isConnected = false;
	return createPushStream({
		highWaterMark: DOWNLOAD_READ_AHEAD_BYTES,
		read: (stream) => {
			if (isConnected) return transfer.resume();
			isConnected = true;
			for (const piece of head.splice(0)) stream.push(piece);
			transfer.flowTo({
				take: (piece) => stream.push(piece),
				end: () => stream.push(null),
				fail: (failure) => stream.destroy(failure),
			});
		},
	});
}
