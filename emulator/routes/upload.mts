import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';
import { ApiError, success } from '../envelope.mts';
import type { Service } from '../service.mts';

interface TicketRequest {
	filename?: unknown;
	size?: unknown;
	content_type?: unknown;
}

/** Both ways to bring a file: a ticket for a signed PUT to the storage, and one multipart POST. */
export function uploadRoutes(api: FastifyInstance, service: Service): void {
	const tooLarge = (): ApiError => new ApiError(413, 'file is too large');

	api.post('/media/uploads', async (request) => {
		const { filename, size, content_type: contentType } = (request.body ?? {}) as TicketRequest;
		if (typeof filename !== 'string' || filename === '')
			throw new ApiError(
				400,
				'invalid request body, Error at "/filename": property "filename" is missing',
			);
		if (typeof size !== 'number' || !Number.isInteger(size) || size < 1)
			throw new ApiError(
				400,
				'invalid request body, Error at "/size": value must be a positive integer',
			);
		if (size > service.options.maxUploadBytes) throw tooLarge();
		const refused = service.options.quirks.refusedFileTypes;
		if (refused.some((type) => type === '*' || filename.toLowerCase().endsWith(type)))
			// As it was seen: the status says that all is well, and only the code does not.
			throw new ApiError(200, 'Upload failed: invalid file type', 500);
		const ticket = service.uploads.issueTicket(
			filename,
			size,
			typeof contentType === 'string' ? contentType : 'application/octet-stream',
		);
		return success({
			type: ticket.stored.type,
			download_url: service.urls.outputs + ticket.stored.path,
			filename,
			size,
			upload: {
				method: 'PUT',
				url: `${service.urls.outputs}${ticket.storagePath}?X-Signature=${ticket.signature}`,
				headers: ticket.headers,
				expires_at: new Date(ticket.expiresAt).toISOString(),
			},
		});
	});

	api.post('/media/upload/binary', async (request) => {
		request.recorded.bodyBytes = Number(request.headers['content-length'] ?? 0);
		const part = request.isMultipart() ? await request.file() : undefined;
		if (part?.fieldname !== 'file') throw new ApiError(400, 'multipart field "file" is missing');
		const stored = service.uploads.reserve(part.filename, part.mimetype);
		const path = service.uploads.absolutePath(stored);
		await pipeline(part.file, createWriteStream(path));
		if (part.file.truncated) {
			await rm(path, { force: true });
			throw tooLarge();
		}
		await service.uploads.stamp(stored);
		return success({
			type: stored.type,
			download_url: service.urls.outputs + stored.path,
			filename: part.filename,
			size: part.file.bytesRead,
		});
	});
}
