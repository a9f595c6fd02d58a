import type { FastifyInstance } from 'fastify';
import { ApiError } from '../envelope.mts';
import type { Service } from '../service.mts';

/** One prediction, under both of its paths. */
export function resultRoutes(api: FastifyInstance, service: Service): void {
	for (const path of ['/predictions/:id/result', '/predictions/:id']) {
		api.get<{ Params: { id: string } }>(path, async (request, reply) => {
			const prediction = service.predictions.get(request.params.id);
			if (!prediction) throw new ApiError(404, 'prediction not found');
			const result = await service.objects.result(prediction);
			const status = service.options.quirks.failedResultStatus;
			if (prediction.status !== 'failed' || status === 200) return service.answer(result);
			return reply.code(status).send({ code: status, message: prediction.error, data: result });
		});
	}
}
