import type { IContextObject, IExecutePaginationFunctions } from 'n8n-workflow';

import type { ErrorDetails } from '../../errors/errorClasses';
import { runIndexOf } from '../../n8n/runIndex';
import { isRecord, readText } from '../../narrow';

/** What a parked execution remembers until it continues; plain JSON, kept in n8n's database. */
export interface ParkedState {
	version: 2;
	/** A failed execution that is retried from n8n's list still has this, but must start afresh. */
	executionId: string;
	/** Which run of the node was parked: a loop's next iteration must not take this for its own. */
	runIndex: number;
	/** When the first submission was made; ISO 8601. */
	since: string;
	/** When the execution was last parked; ISO 8601. */
	parkedAt: string;
	/** When the user's timeout ends; ISO 8601. */
	until: string;
	predictions: ParkedPrediction[];
	/** Items that had failed before the execution was parked. */
	failed: ParkedFailure[];
	/**
	 * The key comes from the items, and a callback has none: it can neither check the signature nor ask the
	 * API.
	 */
	keyNeedsItem?: true;
}

export interface ParkedPrediction {
	/** The number of the prediction in the run, as `Run` counts them. */
	item: number;
	predictionId: string;
	model: string;
	/** What it was made from, as a row repeats it: it tells predictions apart. */
	input?: unknown;
}

export interface ParkedFailure {
	item: number;
	message: string;
	details: ErrorDetails;
	description?: string;
}

/** In the node context, which survives waiting and which the webhook reads through an expression. */
export const PARKED_KEY = 'waveSpeedParked';

export function storeParkedState(host: IExecutePaginationFunctions, parked: ParkedState): void {
	contextOf(host)[PARKED_KEY] = parked;
}

/**
 * What this run of the node was parked with, once the execution has been resumed. Later tries find it
 * too: each resume would otherwise give Retry On Fail all of its tries again, so that a prediction that
 * always fails would be submitted forever.
 */
export function parkedStateOf(host: IExecutePaginationFunctions): ParkedState | undefined {
	const parked = readParkedState(contextOf(host)[PARKED_KEY]);
	const isThis =
		parked?.executionId === host.getExecutionId() && parked.runIndex === runIndexOf(host);
	return isThis ? parked : undefined;
}

/**
 * @param stored the content of the node context
 * @returns undefined if it is not a parked state, or is of an unusable version
 */
export function readParkedState(stored: unknown): ParkedState | undefined {
	if (!isRecord(stored) || stored.version !== 2) return undefined;
	const { predictions, failed, executionId, since, until, parkedAt, runIndex } = stored;
	const isWhole =
		Array.isArray(predictions) &&
		Array.isArray(failed) &&
		typeof runIndex === 'number' &&
		[executionId, since, until, parkedAt].every((text) => readText(text) !== undefined);
	return isWhole ? (stored as unknown as ParkedState) : undefined;
}

function contextOf(host: IExecutePaginationFunctions): IContextObject {
	return host.getContext('node');
}
