import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import type { Environment } from '../environment';
import { CallFailure } from '../api/callFailure';
import { toErrorRow, toNodeError, toOwnError } from '../errors/toN8nError';
import type { WaveSpeedError } from '../errors/errorClasses';
import { namingPrediction } from '../errors/namePrediction';
import { explainFailure } from '../api/apiErrors';
import { forErrorBranch } from '../n8n/errorBranch';
import { agentRow } from '../n8n/agentRow';
import { openItem, type Item } from './item';
import { leaveToNextCall } from '../submission/submissionRecords';
import { joinRun, type Run } from './run';
import { forgetTries, isErrorForModel } from '../n8n/agentRetries';

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
		let item: Item | undefined;
		try {
			item = await openItem(this, requestData, run, environment);
			const rows = await operation(item);
			run.leave(item.index);
			if (!item.forAgent) return rows;
			forgetTries(this);
			return rows.map(agentRow);
		} catch (thrown) {
			const own = toOwnError(explained(thrown, item), item?.api.connection.secrets);
			own.itemIndex ??= place.itemIndex;
			const error = namingPrediction(own, paidBy(own, run));
			if (item?.forAgent) leaveToNextCall(this);
			run.leave(place.itemIndex, error);
			if (this.continueOnFail() || isErrorForModel(this)) {
				return [forErrorBranch(toErrorRow(error, place), this)];
			}
			// n8n waits for all items before it fails the node, so the error can tell what was paid for.
			await run.everyoneLeft();
			tellWhatWasPaid(error, run);
			throw toNodeError(error, this.getNode(), place);
		}
	};
}

/** A failure of a call that no step has put into words. */
function explained(thrown: unknown, item: Item | undefined): unknown {
	return thrown instanceof CallFailure && item ? explainFailure(thrown, item.at()) : thrown;
}

function paidBy(error: WaveSpeedError, run: Run): string | undefined {
	return run.paid.filter(({ item }) => item === error.itemIndex).at(-1)?.predictionId;
}

/** A node that fails loses the rows of its good items; their ids must not be lost with them. */
function tellWhatWasPaid(error: WaveSpeedError, run: Run): void {
	const others = run.paid.filter(({ predictionId }) => predictionId !== error.details.predictionId);
	if (others.length > 0) error.details.otherPredictions = others;
	const charges = run.possibleCharges().filter(({ item }) => item !== error.itemIndex);
	if (charges.length > 0) error.details.otherPossibleCharges = charges;
}
