import { explainFailure, stopped } from '../../api/apiErrors';
import { CallFailure, rethrown } from '../../api/callFailure';
import type { Prediction } from '../../api/prediction';
import { readResult } from '../../api/readResult';
import type { Item } from '../../item/item';
import { isFinalRefusal } from '../finalRefusal';
import { waitedTooLong } from '../predictionErrors';
import type { FinishedPrediction } from '../waitUntilFinished';
import type { ParkedState } from './parkedState';

/**
 * Checks a prediction when the execution continues. A check without a result is not a failure as long as
 * there is time: an outage at one wake-up must not end a wait of hours, so the prediction counts as running.
 * @throws WaveSpeedError if it is overdue, or cannot be fetched now and later
 */
export async function lookAfterWait(
	item: Item,
	parked: ParkedState,
	{ prediction: known, model }: Pick<FinishedPrediction, 'prediction' | 'model'>,
): Promise<Prediction> {
	const { time } = item.services;
	const isOverdue = () => time.date() >= new Date(parked.until);
	const at = item.at({ model, predictionId: known.id });
	try {
		const prediction = await readResult(item.api, known.id);
		if (prediction.standing !== 'running' || !isOverdue()) return prediction;
		const waitedMs = Date.parse(parked.until) - Date.parse(parked.since);
		throw waitedTooLong({ ...at, predictionId: known.id, status: prediction.status }, waitedMs);
	} catch (failure) {
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		if (item.signal?.aborted) throw stopped(at);
		const error = explainFailure(failure, at);
		const parkedMs = time.date().getTime() - Date.parse(parked.parkedAt);
		if (isOverdue() || isFinalRefusal(failure, parkedMs)) throw error;
		item.host.logger.warn(
			`Item ${item.index}: prediction ${known.id} could not be checked, and is checked again later. ${error.message}`,
		);
		return known;
	}
}
