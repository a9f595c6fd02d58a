import type { Prediction } from '../api/prediction';
import { stopped } from '../api/apiErrors';
import type { AttemptRow } from '../attempts/failedAttempt';
import type { Item } from '../item/item';
import { NOT_FOUND_TOLERANCE } from '../policy';
import type { ReuseOutcome } from '../reuse/reuseOutcome';
import type { ModelRequest } from '../submission/request/readRequest';
import { CheckTimes, expectedDuration } from './checkTimes';
import { Companions } from './wakeOthers';
import { fetchNewPrediction, fetchPrediction } from './fetchPrediction';
import { predictionFailed, waitedTooLong } from './predictionErrors';
import type { WaitOptions } from './readWaitOptions';

/** A prediction that is waited for. */
interface Awaited {
	predictionId: string;
	model?: string;
	/** As far as is known: a prediction that has ended is not fetched again. */
	prediction?: Prediction;
	/** When it was accepted, on the item's clock; undefined if an earlier try submitted it. */
	acceptedAt?: number;
	/** The submission was just accepted, so “not found” may only mean “not everywhere yet”. */
	isNew: boolean;
}

/**
 * Polls a prediction until it has ended. Unknown statuses count as running: a new status of the API costs
 * at most the wait until the deadline.
 * @returns the completed prediction
 * @throws WaveSpeedError if it failed, the deadline has passed, or the execution was stopped
 */
export async function waitUntilFinished(
	item: Item,
	awaited: Awaited,
	{ deadlineMs, intervalMs }: WaitOptions,
): Promise<Prediction> {
	const { predictionId, model, isNew } = awaited;
	const { prediction: known } = awaited;
	if (known && known.standing !== 'running') return finished(item, known, model);
	const { time, durations } = item.services;
	const began = time.now();
	const deadline = began + deadlineMs;
	let lastSeen = isNew ? began : -Infinity;
	let status = known?.status;
	const heard = new Set<string>();
	const checks = new CheckTimes(time, {
		intervalMs,
		expectedMs: expectedDuration(durations, model),
		atOnce: !isNew,
	});
	const companion = item.run.shared(Companions).join(model);
	let completed = false;
	try {
		for (;;) {
			await companion.sleep(Math.min(checks.next(), deadline - time.now()), item.signal);
			if (item.signal?.aborted) throw stopped(item.at({ predictionId, model }));
			// Read replicas lag: a prediction seen a moment ago still exists even if one of them does not
			// know it.
			const tolerated = time.now() - lastSeen < NOT_FOUND_TOLERANCE;
			const fetch = tolerated ? fetchNewPrediction : fetchPrediction;
			const prediction = await fetch(item, predictionId, { model, status, until: deadline });
			if (prediction) {
				lastSeen = time.now();
				status = prediction.status;
				if (prediction.standing !== 'running') {
					completed = prediction.standing === 'completed';
					if (completed && awaited.acceptedAt !== undefined && model !== undefined)
						durations.learn(model, time.now() - awaited.acceptedAt);
					return finished(item, prediction, model);
				}
				if (!prediction.isKnownStatus && !heard.has(status)) {
					heard.add(status);
					item.host.logger.warn(
						`Prediction ${predictionId} has the status “${status}”, which this version of the node does not know; it goes on waiting.`,
					);
				}
			}
			if (time.now() >= deadline)
				throw waitedTooLong({ ...item.at({ model }), predictionId, status }, deadlineMs);
		}
	} finally {
		companion.leave(completed);
	}
}

/** @throws PredictionFailedError if it failed or has no outputs */
export function finished(item: Item, prediction: Prediction, model?: string): Prediction {
	item.run.ledger.ended(item.member);
	if (prediction.standing === 'completed') return prediction;
	throw predictionFailed(prediction, item.at({ model }));
}

/** A prediction whose wait is over, and what is known about its submission. */
export interface FinishedPrediction {
	prediction: Prediction;
	model: string;
	/** When it was accepted, on the item's clock; undefined if an earlier try submitted it. */
	acceptedAt?: number;
	/** US dollars, if a price was requested before it was submitted. */
	quotedPriceUsd?: number;
	/** Whether it was paid for earlier; undefined if reuse is off. */
	reuse?: ReuseOutcome;
	/** What was sent, as far as this try knows: n8n evaluates expressions again in every try. */
	madeFrom?: unknown;
	/** The request that further attempts are made from. */
	asked?: ModelRequest;
	/** All attempts, this one last, if the user wants further ones. */
	attempts?: AttemptRow[];
}
