import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';
import type { Service } from '../service.mts';
import { storageError } from '../storageError.mts';

/** The signed PUT of an upload ticket. Exactly the ticket's headers and size, or 403; once, or 412: as S3 answers. */
export function storageRoute(host: FastifyInstance, service: Service): void {
	host.put('/storage/*', async (request, reply) => {
		const refuse = (status: number, code: string, message: string) => {
			request.raw.resume();
			return reply.code(status).type('application/xml').send(storageError(code, message));
		};
		const ticket = service.uploads.ticketFor(request.recorded.path);
		if (!ticket || request.recorded.query['X-Signature'] !== ticket.signature) {
			return refuse(403, 'SignatureDoesNotMatch', 'The signature does not match the request.');
		}
		if (service.uploads.isExpired(ticket))
			return refuse(403, 'AccessDenied', 'Request has expired');
		const differing = Object.entries(ticket.headers).find(
			([name, value]) => request.headers[name.toLowerCase()] !== value,
		);
		if (differing)
			return refuse(403, 'SignatureDoesNotMatch', `The signed header ${differing[0]} differs.`);
		if (request.headers['content-length'] === undefined)
			return refuse(411, 'MissingContentLength', 'Content-Length is required.');
		if (Number(request.headers['content-length']) !== ticket.size)
			return refuse(403, 'SignatureDoesNotMatch', 'The signed size differs.');
		if (service.uploads.find(ticket.stored.path))
			return refuse(412, 'PreconditionFailed', 'At least one of the preconditions failed.');

		const path = service.uploads.absolutePath(ticket.stored);
		const counted = new Transform({
			transform(chunk: Buffer, _encoding, done) {
				request.recorded.bodyBytes += chunk.length;
				done(null, chunk);
			},
		});
		try {
			await pipeline(request.body as Readable, counted, createWriteStream(`${path}.part`));
			await rename(`${path}.part`, path);
			await service.uploads.stamp(ticket.stored);
		} catch (error) {
			await rm(`${path}.part`, { force: true });
			throw error;
		}
		return reply.code(200).header('etag', `"${ticket.signature}"`).send();
	});
}
