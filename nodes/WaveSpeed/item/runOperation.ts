import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import { CallFailure } from '../api/callFailure';
import { explainFailure } from '../api/apiErrors';
import type { Environment } from '../environment';
import type { WaveSpeedError } from '../errors/errorClasses';
import { namingPrediction } from '../errors/namePrediction';
import { toErrorRow, toNodeError, toOwnError } from '../errors/toN8nError';
import { forgetTries, isErrorForModel } from '../n8n/agentRetries';
import { agentRow } from '../n8n/agentRow';
import { forErrorBranch } from '../n8n/errorBranch';
import { openItem, type Item } from './item';
import { joinRun, type Run } from './run';
import { tellingAllFailures } from './tellingAllFailures';

/** What an operation does with one item, step by step. */
export type ItemSteps = (item: Item) => Promise<INodeExecutionData[]>;

/** @throws NodeApiError where the item fails and the node stops on errors */
export type ItemLife = (
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
) => Promise<INodeExecutionData[]>;

/**
 * Owns an item's life from the moment n8n starts it to the rows it returns: joins the run, takes the
 * steps, and turns whatever goes wrong into a row or an error of n8n's that names what was paid for.
 */
export function runOperation(steps: ItemSteps, environment: Environment): ItemLife {
	return async function (requestData) {
		const run = joinRun(this, environment.time);
		const place = { itemIndex: this.getItemIndex(), itemCount: run.itemCount };
		if (!(await run.assembled())) return [];
		let item: Item | undefined;
		try {
			item = await openItem(this, requestData, run, environment);
			const rows = await steps(item);
			run.leave(place.itemIndex);
			if (!item.forAgent) return rows;
			forgetTries(this);
			return rows.map(agentRow);
		} catch (thrown) {
			const own = toOwnError(explained(thrown, item), item?.api.connection.secrets);
			const itemIndex = own.itemIndex ?? place.itemIndex;
			const error = namingPrediction(own.with({ itemIndex }), run.ledger.predictionOf(itemIndex));
			run.leave(place.itemIndex, error);
			if (this.continueOnFail() || isErrorForModel(this)) {
				return [forErrorBranch(toErrorRow(error, place), this)];
			}
			// n8n waits for all items before it fails the node, so the error can tell what was paid for.
			await run.everyoneLeft();
			// Of all the errors n8n shows the first.
			const shown = run.isFirstFailure(place.itemIndex)
				? tellingWhatWasPaid(tellingAllFailures(error, run), run)
				: error;
			throw toNodeError(shown, this.getNode(), place);
		}
	};
}

/** A failure of a call that no step has put into words. */
function explained(thrown: unknown, item: Item | undefined): unknown {
	return thrown instanceof CallFailure && item ? explainFailure(thrown, item.at()) : thrown;
}

/** A node that fails loses the rows of its good items; their ids must not be lost with them. */
function tellingWhatWasPaid(error: WaveSpeedError, run: Run): WaveSpeedError {
	const others = run.ledger
		.predictions()
		.filter(({ predictionId }) => predictionId !== error.details.predictionId);
	const charges = run.ledger.possibleCharges().filter(({ item }) => item !== error.itemIndex);
	return error.with({
		details: {
			...(others.length > 0 && { otherPredictions: others }),
			...(charges.length > 0 && { otherPossibleCharges: charges }),
		},
	});
}
