import type { Api } from './api';
import { predictionResultPath } from './paths';
import { readPrediction, type Prediction } from './prediction';

/**
 * What the API says of one prediction; an answer about another one counts as unreadable. Free, and
 * repeated through failures that pass. Source: GET /api/v3/predictions/{id}/result.
 * @param until on the API's clock (`time.now()`); no attempt begins after it
 * @throws CallFailure
 */
export async function readResult(api: Api, id: string, until?: number): Promise<Prediction> {
	const { secrets } = api.connection;
	return await api.read({ method: 'GET', path: predictionResultPath(id) }, until, (data) =>
		readPrediction(data, { id, secrets }),
	);
}
