import { explainFailure } from '../api/apiErrors';
import { CallFailure, rethrown } from '../api/callFailure';
import type { Prediction } from '../api/prediction';
import { readResult, readResultIfThere } from '../api/readResult';
import type { ErrorContext } from '../errors/errorClasses';
import type { Item } from '../item/item';

/** What an error names beside the prediction's id, and how long to keep trying. */
export interface FetchOptions extends Pick<ErrorContext, 'model' | 'status'> {
	/** On the item's clock; no attempt begins after it. */
	until?: number;
}

/**
 * Fetches a prediction once, whatever its status, and outlasts temporary failures.
 * @throws WaveSpeedError if it cannot be fetched
 */
export async function fetchPrediction(
	item: Item,
	predictionId: string,
	options: FetchOptions = {},
): Promise<Prediction> {
	try {
		return await readResult(item.api, predictionId, { until: options.until });
	} catch (failure) {
		throw explained(item, predictionId, options, failure);
	}
}

/**
 * The same for a prediction that was accepted, or seen, a moment ago: read replicas lag, so “not found”
 * proves nothing yet.
 * @returns undefined for “not found”
 * @throws WaveSpeedError if it cannot be fetched
 */
export async function fetchNewPrediction(
	item: Item,
	predictionId: string,
	options: FetchOptions = {},
): Promise<Prediction | undefined> {
	try {
		return await readResultIfThere(item.api, predictionId, { until: options.until });
	} catch (failure) {
		throw explained(item, predictionId, options, failure);
	}
}

function explained(
	item: Item,
	predictionId: string,
	{ model, status }: FetchOptions,
	failure: unknown,
): unknown {
	if (!(failure instanceof CallFailure)) return rethrown(failure);
	return explainFailure(failure, item.at({ predictionId, model, status }));
}
