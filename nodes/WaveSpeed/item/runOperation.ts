import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import { explainFailure } from '../api/apiErrors';
import { CallFailure, rethrown } from '../api/callFailure';
import { idsOfAttempts, isRefundedFailure } from '../attempts/failedAttempt';
import type { ProcessServices } from './processServices';
import { namingPrediction, type WaveSpeedError } from '../errors/errorClasses';
import { toErrorRow, toNodeError, toOwnError } from '../errors/toN8nError';
import { agentRow, forgetTries, isErrorForModel } from '../n8n/agentAnswers';
import { forErrorBranch } from '../n8n/errorBranch';
import { readNumber } from '../narrow';
import { openItem, type Item } from './item';
import type { LedgerEntry } from './predictionLedger';
import { joinRun, type Run } from './run';
import { noteEarlierTries } from '../submission/earlierTries/noteEarlierTries';
import { tellOfUnwanted } from '../submission/earlierTries/tellOfUnwanted';
import type { LeftBehind } from '../submission/records/submissionRecords';
import { withAllFailures } from './withAllFailures';
import { openVariations, withoutRepeatedErrors } from './variations';

/** What an operation does with one item, step by step. */
export type ItemSteps = (item: Item) => Promise<INodeExecutionData[]>;

/** @throws NodeApiError if the item fails and the node stops on errors */
export type ItemLife = (
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
) => Promise<INodeExecutionData[]>;

/**
 * Handles an item from the moment n8n starts it to the rows it returns: joins the run, takes the steps,
 * and turns any failure into a row or an n8n error that names what was paid for.
 * @param settings.hasVariations an item may ask for several predictions, each of which takes the steps
 */
export function runOperation(
	steps: ItemSteps,
	services: ProcessServices,
	{ hasVariations = false } = {},
): ItemLife {
	return async function (requestData) {
		const run = joinRun(this, services.time);
		if (!(await run.everyItemStarted())) return [];
		const left = hasVariations ? noteEarlierTries(this, run) : [];
		let members: Item[];
		try {
			const item = await openItem(this, requestData, run, services);
			members = hasVariations ? openVariations(item) : [item];
			tellOfUnwanted(item, members.length, left);
		} catch (thrown) {
			return await fail(this, run, { member: this.getItemIndex(), left }, thrown);
		}
		const rows = await Promise.allSettled(members.map(async (one) => await live(one, steps)));
		const all = rows.flatMap((outcome) => {
			// n8n gets the first of an item's errors.
			if (outcome.status === 'rejected') throw rethrown(outcome.reason);
			return outcome.value;
		});
		return withoutRepeatedErrors(all);
	};
}

/** Takes one prediction from the first step to its rows. */
async function live(item: Item, steps: ItemSteps): Promise<INodeExecutionData[]> {
	const { host, run, member, forAgent } = item;
	try {
		const rows = await steps(item);
		run.leave(member);
		if (!forAgent) return rows;
		forgetTries(host);
		return rows.map(agentRow);
	} catch (thrown) {
		return await fail(host, run, item, thrown);
	}
}

/**
 * @param one what failed: an item, or what is known of an item that could not be opened
 * @returns the row for the failed item
 * @throws NodeApiError if the node stops on errors
 */
async function fail(
	host: IExecutePaginationFunctions,
	run: Run,
	one: Item | (Pick<Item, 'member' | 'variation'> & { left: readonly LeftBehind[] }),
	thrown: unknown,
): Promise<INodeExecutionData[]> {
	const { member, variation } = one;
	const place = { itemIndex: run.itemOf(member), itemCount: run.itemCount };
	const item = 'api' in one ? one : undefined;
	const own = item ? ownErrorOf(item, thrown) : toOwnError(thrown);
	const concerned = own.itemIndex ?? place.itemIndex;
	const itemIndex = concerned === 'run' ? place.itemIndex : concerned;
	// At a barrier an item may get the error of another item, or of another variation.
	const variationIfHere = itemIndex === place.itemIndex ? variation : undefined;
	const failed = run.memberOf(itemIndex, readNumber(own.details.variation) ?? variationIfHere);
	const isOwn = failed === member && concerned !== 'run';
	const named = namingPrediction(
		own.with({
			itemIndex: concerned,
			...(isOwn && variation !== undefined && { details: { variation } }),
		}),
		run.ledger.predictionOf(failed),
	);
	run.leave(member, named);
	if (host.continueOnFail() || isErrorForModel(host)) {
		const row = 'left' in one ? withVariationsPaid(named, one.left, place.itemIndex) : named;
		return [forErrorBranch(toErrorRow(row, place), host)];
	}
	// n8n waits for all items before it fails the node, so the error can name everything that was paid
	// for.
	await run.everyoneLeft();
	// n8n shows the first of all errors.
	const shown = run.isFirstFailure(member)
		? withWhatWasPaid(withAllFailures(named, run), run, failed)
		: named;
	throw toNodeError(shown, host.getNode(), place);
}

/** @returns one of the node's own errors, also for a failed call that no step has explained */
export function ownErrorOf(item: Item, thrown: unknown): WaveSpeedError {
	const explained = thrown instanceof CallFailure ? explainFailure(thrown, item.at()) : thrown;
	return toOwnError(explained, item.api.connection.secrets);
}

/** An item that could not be opened has one row, whatever the number of its variations. */
function withVariationsPaid(
	error: WaveSpeedError,
	left: readonly LeftBehind[],
	item: number,
): WaveSpeedError {
	const others = left
		.flatMap(({ submitted }) => submitted?.predictionId ?? [])
		.filter((predictionId) => predictionId !== error.details.predictionId)
		.map((predictionId) => ({ item, predictionId }));
	if (others.length === 0) return error;
	return error.with({
		message: `${error.message} ${othersArePaid(others.length)}`,
		details: { otherPredictions: others },
	});
}

/** A node that fails loses the rows of its successful items, so the error names their ids. */
function withWhatWasPaid(error: WaveSpeedError, run: Run, failed: number): WaveSpeedError {
	const told = new Set([error.details.predictionId, ...idsOfAttempts(error)]);
	const untold = (entries: LedgerEntry[]) =>
		entries
			.filter(({ predictionId }) => !told.has(predictionId))
			.map(({ member, predictionId }) => ({ item: run.itemOf(member), predictionId }));
	const refunded = new Set(
		run
			.everyFailure()
			.filter(isRefundedFailure)
			.map(({ details }) => details.predictionId),
	);
	const others = untold(run.ledger.predictions());
	const paid = others.filter(({ predictionId }) => !refunded.has(predictionId));
	const failedToo = [
		...untold(run.ledger.refundedPredictions()),
		...others.filter(({ predictionId }) => refunded.has(predictionId)),
	].sort((one, other) => one.item - other.item);
	const charges = run.ledger
		.possibleCharges()
		.filter(({ member }) => member !== failed || error.details.chargePossible !== true)
		.map(({ member, submittedAt }) => ({ item: run.itemOf(member), submittedAt }));
	return error.with({
		...(paid.length > 0 && { message: `${error.message} ${othersArePaid(paid.length)}` }),
		details: {
			...(paid.length > 0 && { otherPredictions: paid }),
			...(failedToo.length > 0 && { otherFailedPredictions: failedToo }),
			...(charges.length > 0 && { otherPossibleCharges: charges }),
		},
	});
}

/** A reader of “try again” should not pay again for items that succeeded. */
function othersArePaid(count: number): string {
	const others =
		count === 1
			? 'Another prediction of this run is paid for'
			: `${count} other predictions of this run are paid for`;
	const [it, ids] = count === 1 ? ['it', 'its id is'] : ['them', 'their ids are'];
	return `${others}. To get ${it} without paying again, press Retry in n8n’s list of executions, or set the option “Cost: Reuse Paid Results” before you run the workflow again, or fetch ${it} with Get Result: ${ids} in the details.`;
}
