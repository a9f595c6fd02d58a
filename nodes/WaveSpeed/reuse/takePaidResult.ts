import type { IDataObject } from 'n8n-workflow';

import { CallFailure, rethrown } from '../api/callFailure';
import type { Prediction } from '../api/prediction';
import { formatBytes } from '../errors/inWords';
import type { Item } from '../item/item';
import { REUSE_FILE_LIMIT_BYTES, REUSE_FILES_COMPARED, REUSE_LIST_PAGES } from '../policy';
import { quotePrice } from '../submission/price/quotePrice';
import type { ModelRequest } from '../submission/request/readRequest';
import type { PaidResultWish } from './askForPaidResult';
import type { WhyNotCompared } from './listedFiles';
import type { PaidResults } from './paidResults';
import { paidResultsUnknown } from './reuseErrors';
import type { ReuseOutcome } from './reuseOutcome';

/** A paid prediction that may be reused. */
export interface PaidResult {
	prediction: Prediction;
	/** With its own addresses of the files, and the seed that makes the same again, if the list shows one. */
	madeFrom: IDataObject;
	outcome: ReuseOutcome;
}

/** What the row says if there is none. */
interface NoPaidResult {
	prediction?: undefined;
	outcome?: ReuseOutcome;
}

/**
 * Takes one of the account's predictions that was made from the same input and that nothing else in this
 * execution has. It is free, and must not be called before all items of the run have asked.
 * @throws WaveSpeedError if there is one but it cannot be fetched: submitting might pay for it again
 */
export async function takePaidResult(
	item: Item,
	request: ModelRequest,
	{ results, equal, order }: PaidResultWish,
): Promise<PaidResult | NoPaidResult> {
	const { model, input } = request;
	try {
		const found = await equal.paidResultAt(order, item);
		if (found) {
			const { prediction, seed, files = [] } = found;
			const savedUsd = await savedBy(item, request);
			const reusedFields = { ...Object.fromEntries(files), ...(seed !== undefined && { seed }) };
			return {
				prediction,
				madeFrom: { ...input, ...reusedFields } as IDataObject,
				outcome: { reused: true, ...(savedUsd !== undefined && { savedUsd }) },
			};
		}
		const note = whyNotReused(results, equal.notCompared);
		if (note !== undefined) item.host.logger.warn(`Item ${item.index}: ${note}`);
		return { outcome: { reused: false, ...(note !== undefined && { note }) } };
	} catch (failure) {
		if (failure instanceof CallFailure) throw paidResultsUnknown(failure, item.at({ model }));
		throw rethrown(failure);
	}
}

/** The price is only information: it must never make a row fail. */
async function savedBy(item: Item, request: ModelRequest): Promise<number | undefined> {
	try {
		return (await quotePrice(item, request)).priceUsd;
	} catch (failure) {
		if (failure instanceof CallFailure && failure.kind !== 'stopped') return undefined;
		throw rethrown(failure);
	}
}

/**
 * One sentence about why nothing could be reused, unless there is simply no equal prediction.
 * @param notCompared why the files of a prediction were not compared
 */
function whyNotReused(
	results: PaidResults,
	notCompared: WhyNotCompared | undefined,
): string | undefined {
	if (notCompared !== undefined)
		return `There may be an equal prediction that was made from the same file at another address, which ${HOW[notCompared]}.`;
	if (results.saysNothing)
		return 'WaveSpeed’s list does not show what predictions were made from, so none could be reused.';
	if (results.isCut)
		return `Only the newest ${REUSE_LIST_PAGES * 100} predictions of the model were looked through; an equal one may be older.`;
	return undefined;
}

const HOW: Readonly<Record<WhyNotCompared, string>> = {
	changed: 'was changed after that',
	enough: `was not compared, as one run compares at most ${REUSE_FILES_COMPARED} files, and only for some minutes`,
	failed: 'could not be downloaded to compare it',
	gone: 'WaveSpeed does not have any more',
	refused: 'this node may not download',
	slow: 'took too long to download',
	tooLarge: `was not looked at, as it has more than ${formatBytes(REUSE_FILE_LIMIT_BYTES)}`,
};
