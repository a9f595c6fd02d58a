import type { IDataObject } from 'n8n-workflow';

import { CallFailure, rethrown } from '../api/callFailure';
import type { Prediction } from '../api/prediction';
import { readResult } from '../api/readResult';
import { findModel } from '../item/catalogueOfItem';
import type { Item } from '../item/item';
import { classifyOutputs } from '../outputs/classifyOutputs';
import { REUSE_LIST_PAGES } from '../policy';
import { readListOfModel } from '../submission/earlierTries/listOfModel';
import { quotePrice } from '../submission/price/quotePrice';
import type { SubmissionRecord } from '../submission/records/submissionRecords';
import type { ModelRequest } from '../submission/request/readRequest';
import { digestInput } from '../submission/request/sentInput';
import { PaidResults } from './paidResults';
import type { ReuseChoice } from './readReuse';
import { paidResultsUnknown } from './reuseErrors';
import type { ReuseOutcome } from './reuseOutcome';

/** A prediction that is paid for and may be taken. */
export interface PaidResult {
	prediction: Prediction;
	/** With the seed that makes the same again, where the list shows one. */
	madeFrom: IDataObject;
	outcome: ReuseOutcome;
}

/** What the row says of there being none. */
interface NoPaidResult {
	prediction?: undefined;
	outcome?: ReuseOutcome;
}

/**
 * Looks for a prediction of the account's that was made from the same input, and that nothing else in
 * this execution has. It costs nothing.
 * @param choice undefined where nothing is to be reused
 * @param record of the item: what it has submitted before is its own, and nothing else is looked for
 * @throws WaveSpeedError where the list cannot be had: submitting might pay for what is there already
 */
export async function findPaidResult(
	item: Item,
	request: ModelRequest,
	choice: ReuseChoice | undefined,
	record: SubmissionRecord,
): Promise<PaidResult | NoPaidResult> {
	if (!choice || record.recall() || record.attempts.length > 0) return {};
	const { windowMs } = choice;
	const { model, input } = request;
	try {
		const results = await item.run.once(
			`paid results of ${model} ${windowMs}`,
			async () => await listPaidResults(item, model, windowMs),
		);
		const records = item.run.records(item.host);
		const isFree = (id: string) => !records.isTaken(id) && !records.adopted.has(id);
		const digests = digestInput(input);
		for (;;) {
			const made = results.take(digests, input.seed, isFree);
			if (made === undefined) break;
			const prediction = await readUsable(item, made.id);
			if (!prediction) continue;
			records.adopted.add(made.id);
			const savedUsd = await savedBy(item, request);
			const madeFrom =
				made.seed === undefined ? input : ({ ...input, seed: made.seed } as IDataObject);
			return {
				prediction,
				madeFrom,
				outcome: { reused: true, ...(savedUsd !== undefined && { savedUsd }) },
			};
		}
		const note = whyNotTold(results);
		if (note !== undefined) item.host.logger.warn(`Item ${item.index}: ${note}`);
		return { outcome: { reused: false, ...(note !== undefined && { note }) } };
	} catch (failure) {
		if (failure instanceof CallFailure) throw paidResultsUnknown(failure, item.at({ model }));
		throw rethrown(failure);
	}
}

async function listPaidResults(item: Item, model: string, windowMs: number): Promise<PaidResults> {
	const schema = await findModel(item, model);
	const createdAfter = new Date(item.environment.time.date().getTime() - windowMs);
	const results = new PaidResults(schema, createdAfter.getTime());
	const isWhole = await readListOfModel(item, {
		model,
		createdAfter,
		pages: REUSE_LIST_PAGES,
		onRow: (row) => results.add(row),
		isEnough: (oldest) => oldest < createdAfter.getTime(),
	});
	results.isCut = !isWhole;
	return results;
}

/** @returns undefined for one that has failed since, is gone, or has no outputs */
async function readUsable(item: Item, id: string): Promise<Prediction | undefined> {
	try {
		const prediction = await readResult(item.api, id);
		if (prediction.standing === 'running') return prediction;
		const hasOutputs = classifyOutputs(prediction.outputs).length > 0;
		return prediction.standing === 'completed' && hasOutputs ? prediction : undefined;
	} catch (failure) {
		const isGone = failure instanceof CallFailure && failure.facts.status === 404;
		if (isGone && failure.kind === 'refused') return undefined;
		throw rethrown(failure);
	}
}

/** The price is only told: a row must not fail for it. */
async function savedBy(item: Item, request: ModelRequest): Promise<number | undefined> {
	try {
		return (await quotePrice(item, request)).priceUsd;
	} catch (failure) {
		if (failure instanceof CallFailure && failure.kind !== 'stopped') return undefined;
		throw rethrown(failure);
	}
}

function whyNotTold(results: PaidResults): string | undefined {
	if (results.saysNothing)
		return 'WaveSpeed’s list does not show what predictions were made from, so none could be reused.';
	if (results.isCut)
		return `Only the newest ${REUSE_LIST_PAGES * 100} predictions of the model were looked through; an equal one may be older.`;
	return undefined;
}
