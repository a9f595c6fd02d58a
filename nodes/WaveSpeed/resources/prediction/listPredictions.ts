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
 * @param limit how many at most; Infinity for all matches
 * @throws CallFailure; InputError if more match than the node reads
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
		// A new prediction shifts the older ones, so that one may appear twice.
		for (const prediction of listed) {
			if (!found.has(prediction.id)) found.set(prediction.id, prediction);
		}
		// A page may be smaller than requested, so only one without anything new is the last.
		const isLast = found.size === before || saysNothingFollows(data, found.size);
		if (isLast || found.size >= limit) return [...found.values()].slice(0, limit);
	}
	throw new InputError(
		`More than ${found.size} predictions match. Narrow the filters, for example with “Created After”, or set a limit.`,
		{ reason: 'tooManyPredictions', field: 'filters' },
	);
}
