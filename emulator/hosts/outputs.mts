import fastify, { type FastifyInstance } from 'fastify';
import { installRecorderAndFaults, recordAndRefuse } from '../faults/hooks.mts';
import { outputRoutes } from '../routes/output.mts';
import { storageRoute } from '../routes/storage.mts';
import type { Service } from '../service.mts';
import { storageError } from '../storageError.mts';

/** The public host: outputs and uploads are read here without a key, and signed uploads arrive here. */
export function buildOutputsHost(service: Service): FastifyInstance {
	const app = fastify({
		forceCloseConnections: true,
		frameworkErrors: recordAndRefuse('outputs', service),
	});
	installRecorderAndFaults(app, 'outputs', service);
	app.addHook('preHandler', async (request, reply) => {
		if (request.headers.authorization === undefined) return;
		// As S3 does for a signed URL; here for every request, because no key may ever come this way.
		return reply
			.code(400)
			.type('application/xml')
			.send(storageError('InvalidArgument', 'Only one auth mechanism allowed'));
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
	app.setNotFoundHandler(async (_request, reply) => {
		return reply
			.code(404)
			.type('application/xml')
			.send(storageError('NoSuchKey', 'The specified key does not exist.'));
	});
	outputRoutes(app, service);
	storageRoute(app, service);
	return app;
}
