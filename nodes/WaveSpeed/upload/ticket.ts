import { CallFailure, rethrown } from '../api/callFailure';
import { UPLOAD_TICKET_PATH } from '../api/paths';
import { isEndpointMissing } from '../api/refusals';
import type { Item } from '../item/item';
import { isRecord, readText } from '../narrow';
import type { BinaryFile } from './binaryFile';
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
