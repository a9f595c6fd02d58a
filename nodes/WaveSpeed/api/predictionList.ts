import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../narrow';
import { PREDICTION_LIST_LIMIT_BYTES } from '../policy';
import type { ApiCall } from './call';
import { CallFailure } from './callFailure';
import { describeValue, readAmount } from './answerValues';
import { PREDICTIONS_PATH } from './paths';

/** Filters for the account's list of predictions. Times are ISO 8601 in UTC. */
export interface PredictionFilters {
	model?: string;
	status?: string;
	createdAfter?: string;
	createdBefore?: string;
}

/** The most predictions that the API lists on one page. */
const PREDICTION_PAGE_SIZE = 100;

/**
 * One page of the account's predictions: newest first, from the last 7 days, made through the API or the
 * website. Listing is a POST that changes nothing and costs nothing.
 * @param page counting from 1
 */
export function predictionListCall(
	filters: PredictionFilters,
	page: number,
	pageSize = PREDICTION_PAGE_SIZE,
): ApiCall {
	const { model, status, createdAfter, createdBefore } = filters;
	return {
		method: 'POST',
		path: PREDICTIONS_PATH,
		limitBytes: PREDICTION_LIST_LIMIT_BYTES,
		body: {
			page,
			page_size: pageSize,
			// Rows have no inputs unless the request asks for them.
			include_inputs: true,
			...(model !== undefined && { model }),
			...(status !== undefined && { status }),
			...(createdAfter !== undefined && { created_after: createdAfter }),
			...(createdBefore !== undefined && { created_before: createdBefore }),
		},
	};
}

/**
 * @param data the envelope's data
 * @throws CallFailure `unreadable` if there is no list: an empty one would look as if nothing had been
 * made
 */
export function readPredictionList(data: object): IDataObject[] {
	const items = isRecord(data) ? data.items : data;
	// Servers written in Go send an empty list as null.
	if (items === null && 'page' in data) return [];
	if (!Array.isArray(items)) {
		throw new CallFailure('unreadable', { got: 'noData', came: describeValue(data) });
	}
	return items.filter((entry): entry is IDataObject => isRecord(entry));
}

/**
 * Whether the list says that nothing follows, by `total` or by `has_more`. A server may give either, both
 * or neither.
 * @param listed how many have been listed so far
 */
export function saysNothingFollows(data: object, listed: number): boolean {
	const { total, hasMore } = endOfList(data);
	return hasMore === false || (total ?? Infinity) <= listed;
}

/**
 * Whether the list says that more follow. Without `total` and `has_more` it says neither.
 * @param listed how many have been listed so far
 */
export function saysMoreFollow(data: object, listed: number): boolean {
	const { total, hasMore } = endOfList(data);
	return hasMore === true || (total ?? 0) > listed;
}

function endOfList(data: object): { total?: number; hasMore?: unknown } {
	const { total, has_more: hasMore } = data as { total?: unknown; has_more?: unknown };
	return { total: readAmount(total), hasMore };
}
