import { ONE_ATTEMPT } from '../attempts/attemptPlan';
import { checkOtherModels, checkOtherPrices } from '../attempts/checkOtherModels';
import { nextAttempt } from '../attempts/nextAttempt';
import type { Item } from '../item/item';
import { findPaidResult } from '../reuse/findPaidResult';
import { reusePaidResult } from '../reuse/reusePaidResult';
import type { Accepted, SubmitOptions } from './accepted';
import { resumeEarlierTry } from './earlierTries/resumeEarlierTry';
import { postOnce } from './postOnce';
import { checkPriceLimits } from './price/checkPriceLimits';
import { NO_LIMITS, readPriceLimits } from './price/readPriceLimits';
import type { SubmissionRecord } from './records/submissionRecords';
import { checkInput } from './request/checkInput';
import { readWholeRequest } from './request/readWholeRequest';
import { uploadBinaryInputs } from './request/uploadBinaryInputs';

/**
 * Brings an item's submission to the API at most once, whatever happens. At each line the items of the
 * run wait for one another: where the node stops on errors, one wrong item means that nothing is
 * uploaded, and nothing paid, for any.
 * @throws WaveSpeedError
 */
export async function submit(item: Item, options: SubmitOptions = {}): Promise<Accepted> {
	const { host, member, run } = item;
	const { plan = ONE_ATTEMPT, webhookUrl, reuseChoice } = options;
	const record = run.records(host).claim(item);
	tellOfEarlierTry(item, record);
	const limits = readPriceLimits(item);

	const request = await readWholeRequest(item);
	const checked = await checkInput(item, request, webhookUrl);
	await checkOtherModels(item, checked, plan, webhookUrl);
	await run.cross('inputsChecked', member);

	const ready = await uploadBinaryInputs(item, checked);
	const paid = await findPaidResult(item, ready, reuseChoice, record);
	const price = await checkPriceLimits(item, ready, paid?.prediction ? NO_LIMITS : limits, record);
	if (!paid?.prediction) await checkOtherPrices(item, ready, plan, limits);
	await run.cross('readyToPay', member);

	const earlier = await resumeEarlierTry(item, ready, record, options);
	await run.cross('earlierTriesResumed', member);
	if (earlier) return earlier;
	if (paid?.prediction) return reusePaidResult(item, ready, paid.prediction, paid.outcome, record);
	if (record.attempts.length > 0) return await nextAttempt(item, ready, options, record);

	if (price.unaffordable) throw price.unaffordable;
	return await postOnce(item, { ...ready, ...options, ...price, reuse: paid?.outcome }, record);
}

/** Another item may fail the node before this one comes to its prediction again: the error names both. */
function tellOfEarlierTry({ run, member }: Item, record: SubmissionRecord): void {
	const { predictionId, since } = record.recall() ?? {};
	if (predictionId !== undefined) run.ledger.remembered(member, predictionId);
	else if (since !== undefined) run.ledger.outcomeUnknown(member, since);
}
