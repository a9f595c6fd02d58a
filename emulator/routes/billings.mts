import type { FastifyInstance } from 'fastify';
import type { Billing } from '../billings.mts';
import { ApiError, success } from '../envelope.mts';
import { isoTime, wholeNumber } from '../requestFields.mts';
import type { Service } from '../service.mts';

const USUAL_PAGE = 10;
const LARGEST_PAGE = 100;
const ACCESS_KEY = '1_emulated';

interface SearchRequest {
	page?: unknown;
	page_size?: unknown;
	billing_type?: unknown;
	prediction_uuids?: unknown;
	sort?: unknown;
	start_time?: unknown;
	end_time?: unknown;
	model_uuid?: unknown;
	access_key_uuid?: unknown;
}

/**
 * POST /billings/search: what each prediction really cost, newest first unless asked otherwise.
 * The sources disagree on three points, each a quirk: further pages are told by `total` (the vendor's
 * page) or `has_more` (its CLI); times are milliseconds as text (page) or ISO 8601 (CLI); prices are
 * USD (newer page) or millionths of it (older page).
 */
export function billingsRoute(api: FastifyInstance, service: Service): void {
	const { quirks } = service.options;

	const time = (value: unknown, name: string, absent: number): number => {
		if (value === undefined) return absent;
		const isMs = /^\d{10,}$/.test(String(value));
		if (isMs && quirks.billingTimes !== 'iso') return Number(value);
		if (isMs || quirks.billingTimes === 'ms')
			throw new ApiError(400, `invalid request body, Error at "/${name}": value is not a time`);
		return isoTime(value, name, absent);
	};

	const row = ({ id, type, priceUsd, at, prediction }: Billing): Record<string, unknown> => {
		const price = quirks.billingUnit === 'usd' ? priceUsd : Math.round(priceUsd * 1_000_000);
		const isoAt = new Date(at).toISOString();
		return {
			uuid: id,
			access_key_id: ACCESS_KEY,
			access_key_name: 'emulator',
			billing_type: type,
			price,
			created_at: isoAt,
			updated_at: isoAt,
			order: {
				uuid: `${id.slice(16)}${id.slice(0, 16)}`,
				state: service.predictions.isSettled(prediction.id) ? 'done' : 'pre',
				price,
				origin_price: price,
				status: '',
				ak_id: 0,
			},
			prediction: {
				uuid: prediction.id,
				model_uuid: prediction.model,
				status: service.objects.statusOf(prediction),
			},
		};
	};

	api.post('/billings/search', async (request) => {
		const body = (request.body ?? {}) as SearchRequest;
		const page = wholeNumber(body.page ?? 1, 'page', Number.MAX_SAFE_INTEGER);
		const pageSize = wholeNumber(body.page_size ?? USUAL_PAGE, 'page_size', LARGEST_PAGE);
		const from = time(body.start_time, 'start_time', 0);
		const to = time(body.end_time, 'end_time', Number.POSITIVE_INFINITY);
		const { prediction_uuids: ids, billing_type: type, model_uuid: model } = body;
		const found = service.billings.visible.filter(
			(billing) =>
				billing.at >= from &&
				billing.at <= to &&
				(type === undefined || billing.type === type) &&
				(!Array.isArray(ids) || ids.length === 0 || ids.includes(billing.prediction.id)) &&
				(model === undefined || billing.prediction.model === model) &&
				(body.access_key_uuid === undefined || body.access_key_uuid === ACCESS_KEY),
		);
		if (body.sort !== 'created_at ASC') found.reverse();
		return success({
			page,
			...(quirks.billingCount === 'total'
				? { total: found.length }
				: { has_more: page * pageSize < found.length }),
			items: found.slice((page - 1) * pageSize, page * pageSize).map(row),
		});
	});
}
