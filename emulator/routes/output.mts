import send from '@fastify/send';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { outputLabel } from '../predictionObject.mts';
import type { Service } from '../service.mts';
import { storageError } from '../storageError.mts';

/**
 * If-Range by ETag: @fastify/send only compares its own weak ETags, and the real CDN's are strong.
 * A validator that is not the file's own makes the range void (RFC 9110, 13.1.5).
 */
function settleIfRange(request: FastifyRequest, etag: string): void {
	const validator = request.raw.headers['if-range'];
	if (validator === undefined || !validator.includes('"')) return;
	delete request.raw.headers['if-range'];
	if (validator !== etag) delete request.raw.headers.range;
}

/** Large, or a download of 300 MB takes seconds. */
const READ_AT_ONCE = 1024 * 1024;

/** Public reads: no key, with ranges. */
export function outputRoutes(host: FastifyInstance, service: Service): void {
	const serve = async (
		request: FastifyRequest,
		reply: FastifyReply,
		file: { name: string; etag: string },
	): Promise<FastifyReply> => {
		const fault = request.fault;
		if (fault?.kind === 'otherVersion' && fault.ignoreIfRange === true)
			delete request.raw.headers['if-range'];
		settleIfRange(request, file.etag);
		const root = service.files.directory;
		const answer = await send(request.raw, file.name, {
			root,
			etag: false,
			cacheControl: false,
			highWaterMark: READ_AT_ONCE,
		});
		reply.code(answer.statusCode).headers(answer.headers).header('etag', file.etag);
		if (answer.type === 'file') return reply.send(answer.stream);
		const code = answer.statusCode === 416 ? 'InvalidRange' : 'InternalError';
		const error = storageError(code, 'The requested range is not satisfiable');
		return reply
			.header('content-length', Buffer.byteLength(error))
			.type('application/xml')
			.send(error);
	};

	host.get<{ Params: { id: string; file: string } }>(
		'/predictions/:id/:file',
		async (request, reply) => {
			const [, number, format] = /^(\d+)\.(\w+)$/.exec(request.params.file) ?? [];
			const index = Number(number) - 1;
			const output = service.predictions.get(request.params.id)?.outputs[index];
			if (output?.kind !== 'file' || output.format !== format) return reply.callNotFound();
			const version = request.fault?.kind === 'otherVersion' ? 2 : 1;
			const file = await service.files.file(output, outputLabel(request.params.id, index, version));
			return serve(request, reply, file);
		},
	);

	host.get('/media/*', async (request, reply) => {
		const stored = service.uploads.find(request.recorded.path);
		if (!stored) return reply.callNotFound();
		return serve(request, reply, {
			name: stored.name,
			etag: `"${stored.path.replace(/\W/g, '')}"`,
		});
	});
}
