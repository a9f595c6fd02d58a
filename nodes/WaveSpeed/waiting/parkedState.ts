import type { IContextObject, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

import type { ErrorDetails } from '../errors/errorClasses';

/** What a parked execution has to remember until it goes on; plain JSON, kept in n8n's database. */
export interface Parked {
	/** A failed execution that is tried again from n8n's list carries this along and must start afresh. */
	executionId: string;
	/** Which run of the node was parked: a loop's next iteration must not take this for its own. */
	runIndex: number;
	/** ISO 8601. */
	since: string;
	until: string;
	/** The node's input as it was: while parked, error rows stand in its place. */
	input: INodeExecutionData[];
	predictions: ParkedPrediction[];
	/** Items that had failed before the execution was parked. */
	failed: ParkedFailure[];
}

export interface ParkedPrediction {
	item: number;
	predictionId: string;
	model: string;
}

export interface ParkedFailure {
	item: number;
	message: string;
	details: ErrorDetails;
	description?: string;
}

/** In the node context, which survives waiting and is read by the webhook through an expression. */
export const PARKED_KEY = 'waveSpeedParked';

export function remember(host: IExecutePaginationFunctions, parked: Parked): void {
	contextOf(host)[PARKED_KEY] = parked;
}

/**
 * What this run of the node was parked with, once the execution has been resumed. Further tries find it
 * too: each resume would give Retry On Fail all of its tries again, and so a prediction that always
 * fails would be submitted for ever.
 */
export function recall(host: IExecutePaginationFunctions): Parked | undefined {
	const parked = contextOf(host)[PARKED_KEY] as Parked | undefined;
	const isThis =
		parked?.executionId === host.getExecutionId() && parked.runIndex === runIndexOf(host);
	return isThis ? parked : undefined;
}

export function runIndexOf(host: IExecutePaginationFunctions): number {
	return Number(host.getWorkflowDataProxy(host.getItemIndex()).$runIndex ?? 0);
}

function contextOf(host: IExecutePaginationFunctions): IContextObject {
	return host.getContext('node');
}
