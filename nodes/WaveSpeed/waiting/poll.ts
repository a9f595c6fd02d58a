import { CallFailure } from '../api/callFailure';
import type { Prediction } from '../api/prediction';
import { readResult } from '../api/readResult';
import { explainFailure } from '../api/apiErrors';
import { predictionFailed } from './predictionErrors';
import { stopped, waitedTooLong } from './waitErrors';
import { NOT_FOUND_TOLERANCE, POLL_CAP, POLL_GROWTH, POLL_JITTER } from '../policy';
import type { Item } from '../item/item';

export interface Waiting {
	/** Milliseconds from now. */
	deadlineMs: number;
	/** A fixed pause between two checks in milliseconds; undefined for growing ones. */
	intervalMs?: number;
	/** The first pause in milliseconds; 0 to look at once. */
	firstPauseMs: number;
	model?: string;
	/** The submission was just accepted, so that “not found” may only mean “not yet everywhere”. */
	isNew: boolean;
}

/**
 * Polls a prediction until it has ended. States nobody knows count as under way, so that a new word
 * of the API's costs nothing but the deadline.
 * @returns the completed prediction
 * @throws WaveSpeedError when it failed, when the deadline has passed, when the execution was stopped
 */
export async function waitUntilFinished(
	item: Item,
	from: { predictionId: string; status?: string },
	waiting: Waiting,
): Promise<Prediction> {
	const { time } = item.environment;
	const { predictionId } = from;
	const began = time.now();
	const deadline = began + waiting.deadlineMs;
	let lastSeen = waiting.isNew ? began : -Infinity;
	let { status } = from;
	let pause = waiting.firstPauseMs;
	const heard = new Set<string>();
	for (;;) {
		await time.sleep(Math.min(jitter(pause, item), deadline - time.now()), item.signal);
		const at = item.at({ predictionId, model: waiting.model, status });
		if (item.signal?.aborted) throw stopped(at);
		// Read replicas lag: what was seen a moment ago is not gone because one of them does not know it.
		const tolerated = time.now() - lastSeen < NOT_FOUND_TOLERANCE;
		const prediction = await look(item, predictionId, deadline, tolerated, at);
		if (prediction) {
			lastSeen = time.now();
			status = prediction.status;
			if (prediction.standing !== 'running') {
				item.run.progressed();
				item.run.flights.landed(item.index);
				if (prediction.standing === 'completed') return prediction;
				throw predictionFailed(prediction, at);
			}
			if (!prediction.isKnownStatus && !heard.has(status)) {
				heard.add(status);
				item.host.logger.warn(
					`Prediction ${predictionId} has the status “${status}”, which this version of the node does not know; it goes on waiting.`,
				);
			}
		}
		if (time.now() >= deadline)
			throw waitedTooLong({ ...at, predictionId, status }, waiting.deadlineMs);
		pause = nextPause(pause, waiting);
	}
}

/** @returns undefined for “not found” where that is tolerated */
async function look(
	item: Item,
	predictionId: string,
	deadline: number,
	notFoundTolerated: boolean,
	at: ReturnType<Item['at']>,
): Promise<Prediction | undefined> {
	try {
		return await readResult(item.api, predictionId, deadline);
	} catch (failure) {
		if (!(failure instanceof CallFailure)) throw failure as Error;
		if (failure.kind === 'stopped') throw stopped(at);
		if (failure.facts.status === 404 && failure.kind === 'refused' && notFoundTolerated)
			return undefined;
		throw explainFailure(failure, at);
	}
}

function jitter(pause: number, item: Item): number {
	return pause * (1 + POLL_JITTER * (2 * item.environment.time.random() - 1));
}

function nextPause(pause: number, { intervalMs }: Waiting): number {
	if (intervalMs !== undefined) return intervalMs;
	return Math.min(POLL_CAP, Math.max(pause, 1_000) * POLL_GROWTH);
}
