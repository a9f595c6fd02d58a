import type { FastifyInstance } from 'fastify';
import { success } from '../envelope.mts';
import type { Service } from '../service.mts';

export function webhookSecretRoute(api: FastifyInstance, service: Service): void {
	api.get('/webhook/secret', async () => success({ secret: service.options.webhookSecret }));
}
