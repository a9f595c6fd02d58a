import type { FastifyInstance } from 'fastify';
import type { CatalogModel } from '../catalog/model.mts';
import { success } from '../envelope.mts';
import { priceUsd } from '../price.mts';
import type { Service } from '../service.mts';

interface PriceRequest {
	model_id?: unknown;
	inputs?: unknown;
}

/** The documented price endpoint, and the older one that still answers in its own shape. */
export function priceRoutes(api: FastifyInstance, service: Service): void {
	const quote = async (body: unknown): Promise<{ model: CatalogModel; price: number }> => {
		const { model_id: id, inputs } = (body ?? {}) as PriceRequest;
		const model = service.modelOf(id);
		const given =
			typeof inputs === 'object' && inputs !== null ? (inputs as Record<string, unknown>) : {};
		return { model, price: await priceUsd(model, service.validation.fillDefaults(model, given)) };
	};

	api.post('/model/price', async (request) => {
		const { model, price } = await quote(request.body);
		return success({ model_id: model.model_id, price, discounted_price: price, currency: 'USD' });
	});

	api.post('/model/pricing', async (request) => {
		const { model, price } = await quote(request.body);
		return success({ model_id: model.model_id, unit_price: price, currency: 'USD' });
	});
}
