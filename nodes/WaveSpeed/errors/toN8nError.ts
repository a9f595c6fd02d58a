import { NodeApiError, type IDataObject, type INode, type INodeExecutionData } from 'n8n-workflow';

import { InputError, WaveSpeedError } from './errorClasses';
import { redact } from './redact';

/** Which of the run's items an error belongs to. */
export interface ItemPlace {
	itemIndex: number;
	/** How many items the run has; with a single item, the message names none. */
	itemCount: number;
}

/** With a code given, n8n does not look for one in the message; it is replaced right after. */
const NO_CODE = 'none';

/**
 * The one place that turns our errors into n8n's. Each is built once and from scratch: n8n returns a
 * twice-wrapped error unchanged, and an error of the network layer carries the key.
 */
export function toNodeError(error: unknown, node: INode, place?: ItemPlace): NodeApiError {
	const own = toOwnError(error);
	const itemIndex = place && indexOf(own, place);
	const converted = new NodeApiError(
		node,
		{},
		{
			message: messageOf(own, place),
			description: own.description,
			httpCode: NO_CODE,
			level: 'warning',
		},
	);
	// The editor shows any value here as “Error code”.
	converted.httpCode = own.details.httpStatus === undefined ? null : String(own.details.httpStatus);
	// n8n replaces messages that contain a word such as EPERM, whatever they say.
	converted.message = messageOf(own, place);
	converted.context.data = own.details as IDataObject;
	if (place) keepItemIndex(converted, itemIndex);
	return converted;
}

/**
 * n8n waits for all items, then throws the error of the first rejected one and writes that item's index
 * into it. If the node stops on errors, all items are rejected with the error of the wrong one: the
 * editor would show “[item 0]” beside our “[item 6]”. So the index cannot be overwritten; an assignment
 * is silently ignored, because throwing would break n8n's strict code.
 */
function keepItemIndex(error: NodeApiError, itemIndex: number | undefined): void {
	Object.defineProperty(error.context, 'itemIndex', {
		configurable: true,
		enumerable: true,
		get: () => itemIndex,
		set: () => {},
	});
}

/**
 * The row for a failed item. It has exactly the keys `error` and `details`: with any further key n8n
 * would send it to the success branch (measured on n8n 2.41.1; `forErrorBranch` handles older versions).
 */
export function toErrorRow(error: unknown, place: ItemPlace): INodeExecutionData {
	const own = toOwnError(error);
	return {
		json: { error: messageOf(own, place), details: own.details as IDataObject },
		pairedItem: { item: place.itemIndex },
	};
}

/**
 * Turns whatever was thrown into one of ours: n8n's own errors (expressions, binary fields) keep their
 * message.
 */
export function toOwnError(error: unknown, secrets: readonly string[] = []): WaveSpeedError {
	if (error instanceof WaveSpeedError) return error;
	const { message, description, context } = (error ?? {}) as {
		message?: unknown;
		description?: unknown;
		context?: { itemIndex?: number };
	};
	const words = redact(typeof message === 'string' && message !== '' ? message : error, secrets);
	return new InputError(
		/[.!?…”]$/.test(words) ? words : `${words}.`,
		{ reason: 'nodeSettings' },
		typeof description === 'string' && description !== ''
			? redact(description, secrets)
			: undefined,
		context?.itemIndex,
	);
}

/** n8n's own way of naming an item, counted from 0. */
function messageOf(error: WaveSpeedError, place: ItemPlace | undefined): string {
	const index = place && place.itemCount > 1 ? indexOf(error, place) : undefined;
	return index === undefined ? error.message : `${error.message} [item ${index}]`;
}

/** @returns undefined for an error of the whole run */
function indexOf({ itemIndex }: WaveSpeedError, place: ItemPlace): number | undefined {
	return itemIndex === 'run' ? undefined : (itemIndex ?? place.itemIndex);
}
