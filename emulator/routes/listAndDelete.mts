import type { FastifyInstance } from 'fastify';
import { ApiError, success } from '../envelope.mts';
import type { EmulatedPrediction } from '../prediction.mts';
import { isoTime, wholeNumber } from '../requestFields.mts';
import type { Service } from '../service.mts';

const KEPT_FOR_MS = 7 * 24 * 60 * 60 * 1000;
const LARGEST_PAGE = 100;

interface ListRequest {
	page?: unknown;
	page_size?: unknown;
	model?: unknown;
	status?: unknown;
	created_after?: unknown;
	created_before?: unknown;
	/** Not in the vendor's documentation; its newest clients send it. */
	include_inputs?: unknown;
}

/** A POST to /predictions lists; /predictions/delete takes entries off that list. */
export function listAndDeleteRoutes(api: FastifyInstance, service: Service): void {
	api.post('/predictions', async (request) => {
		const body = (request.body ?? {}) as ListRequest;
		const page = wholeNumber(body.page, 'page', Number.MAX_SAFE_INTEGER);
		const { quirks, clock } = service.options;
		const asked = wholeNumber(body.page_size, 'page_size', LARGEST_PAGE);
		const pageSize = Math.min(asked, quirks.listPageSize);
		const after = Math.max(
			isoTime(body.created_after, 'created_after', 0),
			clock.now() - KEPT_FOR_MS,
		);
		const before = isoTime(body.created_before, 'created_before', Number.POSITIVE_INFINITY);
		const isWanted = (prediction: EmulatedPrediction): boolean =>
			!prediction.deleted &&
			prediction.createdAt + quirks.listDelayMs <= clock.now() &&
			prediction.createdAt >= after &&
			prediction.createdAt <= before &&
			(body.model === undefined || prediction.model === body.model) &&
			(body.status === undefined || service.objects.statusOf(prediction) === body.status);
		const newestFirst = service.predictions.all.filter(isWanted).reverse();
		const items = newestFirst.slice((page - 1) * pageSize, page * pageSize);
		const hasMore = page * pageSize < newestFirst.length;
		const withInputs =
			quirks.listInputs === 'always' ||
			(quirks.listInputs === 'asked' && body.include_inputs === true);
		return success({
			page,
			...(quirks.listCount === 'total' && { total: newestFirst.length }),
			...(quirks.listCount === 'has_more' && { has_more: hasMore }),
			items: await Promise.all(
				items.map((prediction) => service.objects.listed(prediction, withInputs)),
			),
		});
	});

	api.post('/predictions/delete', async (request) => {
		const ids = (request.body as { ids?: unknown } | undefined)?.ids;
		if (!Array.isArray(ids))
			throw new ApiError(400, 'invalid request body, Error at "/ids": property "ids" is missing');
		const count = service.predictions.delete(ids.map(String));
		return success(
			service.options.quirks.deleteAnswer === 'null' ? null : { deleted_count: count },
		);
	});
}
