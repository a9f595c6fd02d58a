import type { IDataObject } from 'n8n-workflow';

import {
	predictionListCall,
	readPredictionList,
	saysNothingFollows,
	type PredictionFilters,
} from '../../api/predictionList';
import { InputError } from '../../errors/errorClasses';
import { PREDICTION_PAGES } from '../../policy';
import type { Item } from '../../item/item';

/**
 * Reads the account's predictions page by page, newest first.
 * @param limit how many at most; Infinity for all that match
 * @throws CallFailure; InputError where all that match are more than the node goes through
 */
export async function listPredictions(
	item: Item,
	filters: PredictionFilters,
	limit: number,
): Promise<IDataObject[]> {
	const found = new Map<unknown, IDataObject>();
	for (let page = 1; page <= PREDICTION_PAGES; page++) {
		const data = await item.api.read(predictionListCall(filters, page));
		const listed = readPredictionList(data);
		const before = found.size;
		// A prediction that is made meanwhile moves the older ones on, so that one comes twice.
		for (const prediction of listed) {
			if (!found.has(prediction.id)) found.set(prediction.id, prediction);
		}
		// A page may be smaller than it was asked for, so only one without anything new is the last.
		const isLast = found.size === before || saysNothingFollows(data, found.size);
		if (isLast || found.size >= limit) return [...found.values()].slice(0, limit);
	}
	throw new InputError(
		`More than ${found.size} predictions match. Narrow the filters, for example with “Created After”, or set a limit.`,
		{ reason: 'tooManyPredictions', field: 'filters' },
	);
}
