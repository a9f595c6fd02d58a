import type { FastifyInstance } from 'fastify';
import { success } from '../envelope';
import type { Service } from '../service';

export function webhookSecretRoute(api: FastifyInstance, service: Service): void {
	api.get('/webhook/secret', async () => success({ secret: service.options.webhookSecret }));
}
