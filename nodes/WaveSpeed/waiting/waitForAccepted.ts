import type { Prediction } from '../api/prediction';
import { predictionFailed } from './predictionErrors';
import type { Item } from '../item/item';
import type { WaitOptions } from '../item/readOptions';
import type { Accepted } from '../submission/submit';
import { waitUntilFinished } from './poll';

/**
 * Waits for a submission's prediction, first looking when such jobs are usually done, and remembers
 * how long it took.
 * @throws WaveSpeedError
 */
export async function waitForAccepted(
	item: Item,
	{ model, prediction, acceptedAt, isNew }: Accepted,
	{ deadlineMs, intervalMs }: WaitOptions,
): Promise<Prediction> {
	const { time, durations } = item.environment;
	if (prediction.standing !== 'running') item.run.flights.landed(item.index);
	if (prediction.standing === 'completed') return prediction;
	if (prediction.standing === 'failed') throw predictionFailed(prediction, item.at({ model }));
	const finished = await waitUntilFinished(
		item,
		{ predictionId: prediction.id, status: prediction.status },
		{
			deadlineMs,
			intervalMs,
			firstPauseMs: isNew ? (intervalMs ?? durations.firstCheck(model)) : 0,
			model,
			isNew,
		},
	);
	if (acceptedAt !== undefined) durations.learn(model, time.now() - acceptedAt);
	return finished;
}
