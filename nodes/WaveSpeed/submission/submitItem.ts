import { ONE_ATTEMPT } from '../attempts/attemptPlan';
import { checkOtherModels, checkOtherPrices } from '../attempts/checkOtherModels';
import { nextAttempt } from '../attempts/nextAttempt';
import type { Item } from '../item/item';
import { retriedExecutionOf } from '../n8n/executionLineage';
import { askForPaidResult } from '../reuse/askForPaidResult';
import { reusePaidResult } from '../reuse/reusePaidResult';
import { takePaidResult } from '../reuse/takePaidResult';
import type { Accepted, SubmitOptions } from './submission';
import { resumeEarlierTry } from './earlierTries/resumeEarlierTry';
import { resumeWithoutRequest } from './earlierTries/resumeWithoutRequest';
import { postOnce } from './postOnce';
import {
	checkRunLimits,
	countFound,
	quoteAnew,
	quoteForLimits,
	type Quoted,
} from './price/checkPriceLimits';
import { readPriceLimits } from './price/readPriceLimits';
import type { SubmissionRecord } from './records/submissionRecords';
import { checkInput } from './request/checkInput';
import { findMisspelledField } from './request/misspelledField';
import { noteEmptyExpressions } from './request/noteEmptyExpressions';
import type { InputWithFiles } from './request/readBinaryInputs';
import { readRequestWithFiles } from './request/readRequestWithFiles';
import { uploadBinaryInputs, type UploadedRequest } from './request/uploadBinaryInputs';

/**
 * Sends an item's submission to the API at most once, whatever happens, and returns its prediction: a new
 * one, or one that an earlier try or execution has paid for. At each `run.cross` the items of the run
 * wait for one another (`STAGES` in item/barriers.ts says what for): if the node stops on errors, one
 * wrong item means that nothing is uploaded, and nothing paid, for any of them.
 * @throws WaveSpeedError
 */
export async function submitItem(item: Item, options: SubmitOptions = {}): Promise<Accepted> {
	const { host, member, run } = item;
	const { plan = ONE_ATTEMPT, reuseChoice } = options;
	const record = run.records(host).claim(item);
	// An invalid limit is an input error, so it is read before the first barrier.
	const limits = readPriceLimits(item);

	// What an earlier try has paid for is resumed, whatever its texts.
	const misspelled = findMisspelledField(item);
	if (misspelled && !mayHavePaid(item, record)) throw misspelled;

	let ready: UploadedRequest;
	try {
		const checked = await checkedRequest(item, options);
		await run.cross('inputsChecked', member);
		ready = await uploadBinaryInputs(item, checked);
	} catch (problem) {
		return await resumeWithoutRequest(item, problem, { record, limits, options });
	}
	const { request: uploaded, files } = ready;
	const wish = await askForPaidResult(item, { ...uploaded, files }, reuseChoice, record);
	if (wish) await run.cross('paidResultsListed', member);
	const paid = wish ? await takePaidResult(item, uploaded, wish) : {};
	const isPaid = paid.prediction !== undefined;
	let quoted: Quoted = isPaid
		? {}
		: await quoteForLimits(item, uploaded, limits, record, mayHavePaid(item, record));
	await run.cross('pricesKnown', member);

	// All earlier tries come first: anything newly submitted could be mistaken for a lost submission. And
	// what they have paid for is resumed, whatever the limits.
	const earlier = await resumeEarlierTry(item, uploaded, record, options);
	countFound(item, quoted, record);
	const isRefunded = quoted.isKnownPaid === true && record.recall() === undefined;
	if (isRefunded) quoted = await quoteAnew(item, uploaded, limits, quoted);
	await run.cross('earlierTriesResumed', member);

	const isNew = !earlier && !isPaid;
	if (isNew && misspelled) throw misspelled;
	// n8n retries an item whose attempts have all failed; `nextAttempt` checks their limits itself.
	const isFurther = record.attempts.length > 0;
	const price = isNew && !isFurther ? await checkRunLimits(item, uploaded, limits, quoted) : {};
	if (isNew) await checkOtherPrices(item, uploaded, plan, limits);
	await run.cross('readyToPay', member);

	if (earlier) return earlier;
	if (paid.prediction) return reusePaidResult(item, uploaded, paid, record);
	if (isFurther) return await nextAttempt(item, uploaded, options, record);
	return await postOnce(item, { ...uploaded, ...options, ...price, reuse: paid.outcome }, record);
}

/** What the item asks for, checked against the schemas of all models that may have to make it. */
async function checkedRequest(
	item: Item,
	{ job, plan = ONE_ATTEMPT, webhookUrl }: SubmitOptions,
): Promise<InputWithFiles> {
	const request = await readRequestWithFiles(item, job);
	const checked = await checkInput(item, request, webhookUrl);
	await noteEmptyExpressions(item, checked);
	await checkOtherModels(item, checked, plan, webhookUrl);
	return checked;
}

/** Whether an earlier try or execution may have paid for the item. */
function mayHavePaid(item: Item, record: SubmissionRecord): boolean {
	return (
		record.recall() !== undefined ||
		record.attempts.length > 0 ||
		retriedExecutionOf(item.host) !== undefined
	);
}
