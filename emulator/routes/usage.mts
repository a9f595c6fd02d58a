import type { FastifyInstance } from 'fastify';
import type { Billing } from '../billings.mts';
import { ApiError, success } from '../envelope.mts';
import { isoTime } from '../requestFields.mts';
import type { Service } from '../service.mts';

const LONGEST_RANGE_MS = 31 * 24 * 60 * 60 * 1000;

interface UsageRequest {
	start_time?: unknown;
	end_time?: unknown;
	model_uuid?: unknown;
}

const rounded = (usd: number): number => Math.round(usd * 1000) / 1000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Refunds are taken off: whether the real figures are before or after them is not documented. */
const cost = (billings: Billing[]): number =>
	rounded(
		billings.reduce(
			(sum, { type, priceUsd }) => sum + (type === 'deduct' ? priceUsd : -priceUsd),
			0,
		),
	);

const count = (billings: Billing[]): number =>
	billings.filter(({ type }) => type === 'deduct').length;

function grouped(billings: Billing[], keyOf: (billing: Billing) => string): [string, Billing[]][] {
	const groups = new Map<string, Billing[]>();
	for (const billing of billings) {
		const key = keyOf(billing);
		groups.set(key, [...(groups.get(key) ?? []), billing]);
	}
	return [...groups];
}

const modelOf = ({ prediction }: Billing): string => prediction.model;

/** POST /user/usage_stats: what was spent, by model and by day in UTC, over 31 days at most. */
export function usageRoute(api: FastifyInstance, service: Service): void {
	api.post('/user/usage_stats', async (request) => {
		const body = (request.body ?? {}) as UsageRequest;
		const from = isoTime(body.start_time, 'start_time', Number.NaN);
		const to = isoTime(body.end_time, 'end_time', Number.NaN);
		for (const [name, time] of Object.entries({ start_time: from, end_time: to }))
			if (Number.isNaN(time))
				throw new ApiError(
					400,
					`invalid request body, Error at "/${name}": property "${name}" is missing`,
				);
		if (to - from > LONGEST_RANGE_MS) throw new ApiError(400, 'time range cannot exceed 31 days');
		const billings = service.billings.visible.filter(
			(billing) =>
				billing.at >= from &&
				billing.at <= to &&
				(body.model_uuid === undefined || modelOf(billing) === body.model_uuid),
		);
		const succeeded = billings.filter(
			({ type, prediction }) => type === 'deduct' && prediction.status === 'completed',
		);
		return success({
			per_model_usage: grouped(billings, modelOf).map(([model, own]) => ({
				model_uuid: model,
				model_type: service.typeOf(model),
				unit_price: rounded(cost(own) / Math.max(1, count(own))),
				total_cost: cost(own),
				total_count: count(own),
				last_used_date: dayOf(Math.max(...own.map(({ at }) => at))),
			})),
			daily_usage: grouped(billings, ({ at }) => dayOf(at)).map(([date, own]) => ({
				date,
				amount: cost(own),
				count: count(own),
				models: grouped(own, modelOf).map(([model, ofDay]) => ({
					model_uuid: model,
					amount: cost(ofDay),
					count: count(ofDay),
				})),
			})),
			summary: {
				total_cost: cost(billings),
				total_requests: count(billings),
				success_requests: succeeded.length,
			},
		});
	});
}
