import multipart from '@fastify/multipart';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { ApiError } from '../envelope.mts';
import { installRecorderAndFaults, recordAndRefuse } from '../faults/hooks.mts';
import { balanceRoute } from '../routes/balance.mts';
import { billingsRoute } from '../routes/billings.mts';
import { listAndDeleteRoutes } from '../routes/listAndDelete.mts';
import { modelsRoute } from '../routes/models.mts';
import { priceRoutes } from '../routes/price.mts';
import { resultRoutes } from '../routes/result.mts';
import { submitRoute } from '../routes/submit.mts';
import { uploadRoutes } from '../routes/upload.mts';
import { usageRoute } from '../routes/usage.mts';
import { webhookSecretRoute } from '../routes/webhookSecret.mts';
import type { Service } from '../service.mts';

const LARGEST_JSON = 64 * 1024 * 1024;

/** The host that takes the key: everything below /api/v3. */
export function buildApiHost(service: Service): FastifyInstance {
	const app = fastify({
		forceCloseConnections: true,
		bodyLimit: LARGEST_JSON,
		frameworkErrors: recordAndRefuse('api', service),
	});
	installRecorderAndFaults(app, 'api', service);
	app.addHook('preHandler', async (request) =>
		service.account.authenticate(request.headers.authorization),
	);

	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
		const { recorded } = request;
		recorded.bodyText = body.toString();
		recorded.bodyBytes = body.length;
		try {
			recorded.body = recorded.bodyText === '' ? undefined : JSON.parse(recorded.bodyText);
		} catch {
			// Not JSON: the route sees no body and refuses it in its own words.
		}
		done(null, recorded.body);
	});
	app.register(multipart, { limits: { fileSize: service.options.maxUploadBytes } });

	app.setErrorHandler((error: FastifyError | ApiError, _request, reply) => {
		const known =
			error instanceof ApiError ? error : new ApiError(error.statusCode ?? 500, error.message);
		void reply.code(known.status).send(known.toBody());
	});
	app.setNotFoundHandler(() => {
		throw new ApiError(404, 'not found');
	});

	const routes = async (api: FastifyInstance): Promise<void> => {
		for (const route of [
			balanceRoute,
			billingsRoute,
			usageRoute,
			modelsRoute,
			priceRoutes,
			webhookSecretRoute,
			listAndDeleteRoutes,
			resultRoutes,
			uploadRoutes,
			submitRoute,
		]) {
			route(api, service);
		}
	};
	// Else fastify looks for a name among all modules that are loaded: in a test they are thousands.
	const named = Object.assign(routes, { [Symbol.for('fastify.display-name')]: 'api' });
	app.register(named, { prefix: '/api/v3' });
	return app;
}
