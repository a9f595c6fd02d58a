import type { FastifyInstance } from 'fastify';
import { ApiError, success } from '../envelope.mts';
import type { Service } from '../service.mts';

/** One prediction, under both of its paths. */
export function resultRoutes(api: FastifyInstance, service: Service): void {
	for (const path of ['/predictions/:id/result', '/predictions/:id']) {
		api.get<{ Params: { id: string } }>(path, async (request) => {
			const prediction = service.predictions.get(request.params.id);
			if (!prediction) throw new ApiError(404, 'prediction not found');
			return success(await service.objects.result(prediction));
		});
	}
}
