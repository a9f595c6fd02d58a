import type { Prediction } from '../api/prediction';
import { readResultIfPossible } from '../api/readResult';
import { stopped } from '../api/stoppedError';
import type { OutputItem } from '../item/item';
import { OUTPUTS_LAG, POLL_FIRST } from '../policy';
import { noOutputs, predictionFailed } from '../waiting/predictionErrors';
import { classifyOutputs } from './classifyOutputs';

/**
 * A prediction may be completed a moment before its outputs are listed: it is polled for some more
 * seconds before that is an error.
 * @returns the prediction with outputs
 * @throws WaveSpeedError `noOutputs` if none have come, or if the execution was stopped
 */
export async function awaitOutputs(
	item: OutputItem,
	completed: Prediction,
	model: string | undefined,
): Promise<Prediction> {
	const { time } = item.services;
	const until = time.now() + OUTPUTS_LAG;
	const { id } = completed;
	for (let latest = completed; ; ) {
		if (classifyOutputs(latest.outputs).length > 0) return latest;
		if (time.now() >= until) throw noOutputs(latest, item.at({ model }));
		await time.sleep(POLL_FIRST, item.signal);
		if (item.signal?.aborted) throw stopped(item.at({ model, predictionId: id }));
		// If it is not available, the earlier answer still counts.
		const fresh = await readResultIfPossible(item.api, id, { until });
		if (fresh?.standing === 'failed') throw predictionFailed(fresh, item.at({ model }));
		// A replica that lags behind may know less than an earlier answer.
		if (fresh?.standing === 'completed') latest = fresh;
	}
}
