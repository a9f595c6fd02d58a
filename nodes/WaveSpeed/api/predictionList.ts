import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../narrow';
import { PREDICTION_LIST_LIMIT_BYTES } from '../policy';
import type { ApiCall } from './call';
import { CallFailure } from './callFailure';
import { describeValue } from './describeValue';
import { PREDICTIONS_PATH } from './paths';
import { readAmount } from './readAmount';

/** What the account's list of predictions can be narrowed by. Times are ISO 8601 in UTC. */
export interface PredictionFilters {
	model?: string;
	status?: string;
	createdAfter?: string;
	createdBefore?: string;
}

/** The most predictions that the API lists on one page. */
const PREDICTION_PAGE_SIZE = 100;

/**
 * One page of the account's predictions: newest first, of the last 7 days, made by the API and by the
 * website alike. Listing is a POST, changes nothing and costs nothing.
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
			// Rows come without their inputs unless they are asked for.
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
 * @throws CallFailure `unreadable` where there is no list: nothing listed would look like nothing made
 */
export function readPredictionList(data: object): IDataObject[] {
	const items = isRecord(data) ? data.items : data;
	// An empty list is sent as null by servers written in Go.
	if (items === null && 'page' in data) return [];
	if (!Array.isArray(items)) {
		throw new CallFailure('unreadable', { got: 'noData', came: describeValue(data) });
	}
	return items.filter((entry): entry is IDataObject => isRecord(entry));
}

/**
 * Whether the list says that nothing follows: by `total` or by `has_more`, of which a server may give
 * either or none.
 * @param listed how many have been listed so far
 */
export function saysNothingFollows(data: object, listed: number): boolean {
	const { total, has_more: hasMore } = data as { total?: unknown; has_more?: unknown };
	return hasMore === false || (readAmount(total) ?? Infinity) <= listed;
}
