import type { Api } from './api';
import type { CallFailure } from './callFailure';
import { predictionResultPath } from './paths';
import { readPrediction, type Prediction } from './prediction';

/**
 * What the API says of one prediction; an answer about another one counts as unreadable, and one that
 * says no because the prediction has failed is about a prediction that has failed. Free, and repeated
 * through failures that pass. Source: GET /api/v3/predictions/{id}/result.
 * @param until on the API's clock (`time.now()`); no attempt begins after it
 * @throws CallFailure
 */
export async function readResult(api: Api, id: string, until?: number): Promise<Prediction> {
	const { secrets } = api.connection;
	return await api.read(
		{ method: 'GET', path: predictionResultPath(id) },
		{
			until,
			parse: (data) => readPrediction(data, { id, secrets }),
			parseRefusal: (failure) => readFailedTask(failure, id, secrets),
		},
	);
}

/** @returns the failed prediction that such an answer carries, whatever its HTTP status */
export function readFailedTask(
	{ facts }: CallFailure,
	id: string,
	secrets: readonly string[],
): Prediction | undefined {
	if (facts.predictionId !== id || !facts.prediction) return undefined;
	const prediction = readPrediction(facts.prediction, { id, secrets });
	if (prediction.standing !== 'failed') return undefined;
	// The words may stand in the envelope alone.
	return {
		...prediction,
		error: prediction.error || (facts.serverMessage ?? ''),
		...(prediction.errorCode === undefined &&
			facts.serverCode !== undefined && { errorCode: facts.serverCode }),
	};
}
