import { CallFailure, rethrown } from '../../api/callFailure';
import type { Prediction } from '../../api/prediction';
import { readResult } from '../../api/readResult';
import { stopped } from '../../api/apiErrors';
import type { Item } from '../../item/item';
import { POLL_CAP, POLL_FIRST, POLL_GROWTH } from '../../policy';
import type { Accepted } from '../../submission/submission';
import { predictionFailed, waitedTooLong } from '../predictionErrors';
import type { WaitOptions } from '../readWaitOptions';

/**
 * Checks an accepted prediction once all items of the run have been submitted: a fast one, or one that
 * called back before there was anything to wake, needs no wait.
 *
 * While other items still wait for a place (Run: Maximum at Once, or the account's own limit), it polls,
 * because only predictions that end free their places. One that has ended already is not polled.
 * @param everyoneSubmitted rejects if the run is going to fail anyway
 * @returns the prediction, completed or still running
 * @throws WaveSpeedError if it has failed, or does not finish in time while others wait for its place
 */
export async function pollBeforeParking(
	item: Item,
	{ model, prediction: accepted }: Accepted,
	{ deadlineMs, intervalMs }: WaitOptions,
	everyoneSubmitted: Promise<void>,
): Promise<Prediction> {
	const { time } = item.services;
	const controller = new AbortController();
	const over = () => controller.abort();
	void everyoneSubmitted.then(over, over);
	const wake = item.signal ? AbortSignal.any([item.signal, controller.signal]) : controller.signal;
	const deadline = time.now() + deadlineMs;
	let prediction = accepted;
	// Reused, resumed or answered as ended: others may be waiting for its place, and this item for them.
	if (prediction.standing !== 'running') noteEnd(item);
	let pause = intervalMs ?? POLL_FIRST;
	// Lets the promise settle if no other item has to be waited for.
	await time.sleep(0, wake);
	while (prediction.standing === 'running' && !wake.aborted) {
		await time.sleep(pause, wake);
		pause = intervalMs ?? Math.min(POLL_CAP, pause * POLL_GROWTH);
		if (!wake.aborted) prediction = await look(item, prediction, model);
		if (prediction.standing !== 'running') noteEnd(item);
		else if (time.now() >= deadline) throw tooLong(item, prediction, model, deadlineMs);
	}
	await everyoneSubmitted;
	if (prediction.standing === 'running') {
		prediction = await look(item, prediction, model);
		if (prediction.standing !== 'running') noteEnd(item);
	}
	if (prediction.standing === 'failed') throw predictionFailed(prediction, item.at({ model }));
	return prediction;
}

/** A check without a result is not a failure: the callback comes later. */
async function look(item: Item, known: Prediction, model: string): Promise<Prediction> {
	try {
		return await readResult(item.api, known.id, { until: Infinity, once: true });
	} catch (failure) {
		if (item.signal?.aborted) throw stopped(item.at({ model, predictionId: known.id }));
		if (failure instanceof CallFailure) return known;
		throw rethrown(failure);
	}
}

function noteEnd(item: Item): void {
	item.run.ledger.ended(item.member);
}

function tooLong(item: Item, { id, status }: Prediction, model: string, waitedMs: number): Error {
	return waitedTooLong({ ...item.at({ model }), predictionId: id, status }, waitedMs);
}
