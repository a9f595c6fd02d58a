import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { outputLabel } from '../predictionObject';
import type { Service } from '../service';

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

/** Public reads: no key, with ranges. */
export function outputRoutes(host: FastifyInstance, service: Service): void {
	const send = (
		request: FastifyRequest,
		reply: FastifyReply,
		name: string,
		etag: string,
	): FastifyReply => {
		const fault = request.fault;
		if (fault?.kind === 'otherVersion' && fault.ignoreIfRange === true)
			delete request.raw.headers['if-range'];
		settleIfRange(request, etag);
		return reply.header('etag', etag).sendFile(name);
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
			return send(request, reply, file.name, file.etag);
		},
	);

	host.get('/media/*', async (request, reply) => {
		const stored = service.uploads.find(request.recorded.path);
		if (!stored) return reply.callNotFound();
		return send(request, reply, stored.name, `"${stored.path.replace(/\W/g, '')}"`);
	});
}
