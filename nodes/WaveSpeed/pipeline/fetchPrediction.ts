import { CallFailure } from '../api/callFailure';
import { predictionResultPath } from '../api/paths';
import { readPrediction, type Prediction } from '../api/prediction';
import { explainFailure, predictionFailed } from '../errors/wording';
import type { Item } from '../run/item';

/**
 * Looks at a prediction once.
 * @returns a prediction that is under way or completed
 * @throws WaveSpeedError when it failed or cannot be had
 */
export async function fetchPrediction(item: Item, predictionId: string): Promise<Prediction> {
	const at = item.at({ predictionId });
	let prediction: Prediction;
	try {
		const path = predictionResultPath(predictionId);
		prediction = await item.api.read({ method: 'GET', path }, undefined, (data) =>
			readPrediction(data, { id: predictionId, secrets: at.secrets }),
		);
	} catch (failure) {
		if (failure instanceof CallFailure) throw explainFailure(failure, at);
		throw failure as Error;
	}
	if (prediction.standing === 'failed') throw predictionFailed(prediction, at);
	return prediction;
}
