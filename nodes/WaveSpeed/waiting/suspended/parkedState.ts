import {
	NodeHelpers,
	type IContextObject,
	type IExecutePaginationFunctions,
	type IRunExecutionData,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { isPredictionId } from '../../api/paths';
import type { ErrorDetails } from '../../errors/errorClasses';
import { runIndexOf } from '../../n8n/runIndex';
import { isRecord, readCount, readDate, readText } from '../../narrow';

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

interface ParkedFailure {
	item: number;
	message: string;
	details: ErrorDetails;
	description?: string;
}

/** In the node context, which survives waiting and which the webhook reads through an expression. */
const PARKED_KEY = 'waveSpeedParked';

export function storeParkedState(host: IExecutePaginationFunctions, parked: ParkedState): void {
	contextOf(host)[PARKED_KEY] = parked;
}

/**
 * What this run of the node was parked with, once the execution has been resumed. Later tries find it
 * too: each resume would otherwise give Retry On Fail all of its tries again, so that a prediction that
 * always fails would be submitted forever.
 */
export function parkedStateOf(host: IExecutePaginationFunctions): ParkedState | undefined {
	const parked = checkedOnce(contextOf(host)[PARKED_KEY]);
	const isThis =
		parked?.executionId === host.getExecutionId() && parked.runIndex === runIndexOf(host);
	return isThis ? parked : undefined;
}

/** Every item asks for what all of them share, and checking it takes a step for each of them. */
const checked = new WeakMap<object, { parked?: ParkedState }>();

function checkedOnce(stored: unknown): ParkedState | undefined {
	if (!isRecord(stored)) return undefined;
	const known = checked.get(stored) ?? { parked: readParkedState(stored) };
	checked.set(stored, known);
	return known.parked;
}

/**
 * @param stored the content of the node context
 * @returns undefined if it is not a whole parked state, or is of a version that this one cannot continue:
 * the item then finds its submission in its records, and those of a newer version are refused
 * (`readStored`)
 */
export function readParkedState(stored: unknown): ParkedState | undefined {
	if (!isRecord(stored) || stored.version !== 2) return undefined;
	const { predictions, failed, executionId, since, until, parkedAt, runIndex } = stored;
	const isWhole =
		Array.isArray(predictions) &&
		predictions.every(isParkedPrediction) &&
		Array.isArray(failed) &&
		failed.every(isParkedFailure) &&
		typeof runIndex === 'number' &&
		readText(executionId) !== undefined &&
		[since, until, parkedAt].every((date) => readDate(date) !== undefined);
	return isWhole ? (stored as unknown as ParkedState) : undefined;
}

function isParkedPrediction(value: unknown): boolean {
	if (!isRecord(value)) return false;
	const { item, predictionId, model } = value;
	return readCount(item) !== undefined && isPredictionId(predictionId) && isText(model);
}

function isParkedFailure(value: unknown): boolean {
	if (!isRecord(value)) return false;
	const { item, message, details, description } = value;
	return (
		readCount(item) !== undefined &&
		isText(message) &&
		isRecord(details) &&
		isText(details.reason) &&
		(description === undefined || isText(description))
	);
}

function isText(value: unknown): boolean {
	return readText(value) !== undefined;
}

function contextOf(host: IExecutePaginationFunctions): IContextObject {
	return host.getContext('node');
}

/**
 * Reads what a parked execution remembers. n8n gives a webhook no access to the node context, but the
 * webhook has the execution's data, which n8n's types do not show; if it does not, an expression reads
 * it, at the cost of an engine for expressions in every callback (both measured on n8n 2.41.1).
 * @returns undefined if nothing is parked
 */
export function parkedStateOfCallback(host: IWebhookFunctions): ParkedState | undefined {
	const { runExecutionData } = host as { runExecutionData?: IRunExecutionData | null };
	return readParkedState(
		runExecutionData?.executionData
			? NodeHelpers.getContext(runExecutionData, 'node', host.getNode())[PARKED_KEY]
			: readByExpression(host),
	);
}

function readByExpression(host: IWebhookFunctions): unknown {
	const node = quoteForExpression(host.getNode().name);
	return host.evaluateExpression(
		`{{ $node[${node}].context[${quoteForExpression(PARKED_KEY)}] }}`,
		0,
	);
}

/** A node may have any name; braces would end the expression. */
function quoteForExpression(text: string): string {
	return JSON.stringify(text).replace(
		/[{}\u2028\u2029]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}
