import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import type { Environment } from '../environment';
import { toErrorRow, toNodeError, toOwnError } from '../errors/convert';
import { openItem, type Item } from './item';
import { joinRun, type Run } from './run';

/** An operation is what happens to one item, step by step. */
export type Operation = (item: Item) => Promise<INodeExecutionData[]>;

export type ItemLife = (
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
) => Promise<INodeExecutionData[]>;

/**
 * Owns an item's life from the request n8n built to the rows it returns.
 *
 * n8n calls this hook “pagination”: it is the one place of a declarative node that may refuse, delay,
 * repeat or replace an item's request, and it runs on every path n8n takes, agent tools included.
 */
export function itemLife(operation: Operation, environment: Environment): ItemLife {
	return async function (requestData) {
		const run = joinRun(this, environment.time);
		const place = { itemIndex: this.getItemIndex(), itemCount: run.itemCount };
		if (!(await run.assembled())) return [];
		try {
			const item = await openItem(this, requestData, run, environment);
			const rows = await operation(item);
			run.leave(item.index);
			return rows;
		} catch (thrown) {
			const error = toOwnError(thrown);
			error.itemIndex ??= place.itemIndex;
			run.leave(place.itemIndex, error);
			if (this.continueOnFail()) return [toErrorRow(error, place)];
			// n8n waits for all items before it fails the node, so the error can tell what was paid for.
			await run.everyoneLeft();
			tellWhatWasPaid(error, run);
			throw toNodeError(error, this.getNode(), place);
		}
	};
}

/** A node that fails loses the rows of its good items; their ids must not be lost with them. */
function tellWhatWasPaid(error: ReturnType<typeof toOwnError>, run: Run): void {
	const others = run.paid.filter(({ predictionId }) => predictionId !== error.details.predictionId);
	if (others.length > 0) error.details.otherPredictions = others;
}
