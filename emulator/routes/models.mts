import type { FastifyInstance } from 'fastify';
import { success } from '../envelope.mts';
import type { Service } from '../service.mts';

/** The whole catalogue at once: a bare list, no pages, no filter. */
export function modelsRoute(api: FastifyInstance, service: Service): void {
	api.get('/models', async () => success([...service.models.values()]));
}
