import { CallFailure } from '../api/callFailure';
import type { Prediction } from '../api/prediction';
import { readResult } from '../api/readResult';
import { explainFailure } from '../api/apiErrors';
import { predictionFailed } from './predictionErrors';
import type { Item } from '../item/item';

/**
 * Looks at a prediction once.
 * @returns a prediction that is under way or completed
 * @throws WaveSpeedError when it failed or cannot be had
 */
export async function fetchPrediction(item: Item, predictionId: string): Promise<Prediction> {
	const at = item.at({ predictionId });
	let prediction: Prediction;
	try {
		prediction = await readResult(item.api, predictionId);
	} catch (failure) {
		if (failure instanceof CallFailure) throw explainFailure(failure, at);
		throw failure as Error;
	}
	if (prediction.standing === 'failed') throw predictionFailed(prediction, at);
	return prediction;
}
