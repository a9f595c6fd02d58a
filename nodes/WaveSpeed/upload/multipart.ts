import { CallFailure } from '../api/callFailure';
import { UPLOAD_PATH } from '../api/paths';
import { isRecord, readText } from '../narrow';
import { MULTIPART_LIMIT_BYTES } from '../policy';
import { randomUUID } from 'crypto';
import type { Item } from '../item/item';
import type { BinaryFile } from './binaryFile';
import { openRequestBody } from './requestBody';
import { readAddress, type Uploaded } from './uploadedFiles';

/**
 * The older way to upload, in one request to the API itself, as the multipart field `file`.
 * @throws CallFailure
 */
export async function postMultipart(
	item: Item,
	file: BinaryFile,
	deadlineMs: number,
): Promise<Uploaded> {
	if (file.size > MULTIPART_LIMIT_BYTES) throw new CallFailure('refused', { status: 413 });
	const boundary = `----n8n-wavespeed-${randomUUID()}`;
	const before = Buffer.from(
		`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${escapeName(file.fileName)}"\r\nContent-Type: ${file.mimeType}\r\n\r\n`,
	);
	const after = Buffer.from(`\r\n--${boundary}--\r\n`);
	const outgoing = await openRequestBody(item, file, before, after);
	try {
		return await item.api.once(
			{
				method: 'POST',
				path: UPLOAD_PATH,
				headers: {
					'Content-Type': `multipart/form-data; boundary=${boundary}`,
					'Content-Length': String(outgoing.length),
				},
				body: outgoing.body as never,
				deadlineMs,
			},
			{ parse: readUploaded },
		);
	} finally {
		outgoing.close();
	}
}

function readUploaded(data: object): Uploaded {
	const { download_url: url, type } = isRecord(data) ? data : {};
	return { url: readAddress(url), type: readText(type) ?? 'file' };
}

/** As browsers write it (WHATWG HTML, “multipart form data”). */
function escapeName(name: string): string {
	return name.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
}
