import { ONE_ATTEMPT } from '../attempts/attemptPlan';
import { checkOtherModels, checkOtherPrices } from '../attempts/checkOtherModels';
import { nextAttempt } from '../attempts/nextAttempt';
import type { Item } from '../item/item';
import { findPaidResult } from '../reuse/findPaidResult';
import { reusePaidResult } from '../reuse/reusePaidResult';
import type { Accepted, SubmitOptions } from './accepted';
import { checkInput } from './checkInput';
import { checkPriceLimits } from './checkPriceLimits';
import { postOnce } from './postOnce';
import { NO_LIMITS, readPriceLimits } from './readPriceLimits';
import { readWholeRequest } from './readWholeRequest';
import { resumeEarlierTry } from './resumeEarlierTry';
import { uploadBinaryInputs } from './uploadBinaryInputs';

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
	// Another item may fail before this one comes to its prediction again.
	const earlierTry = record.recall();
	if (earlierTry?.predictionId !== undefined)
		run.ledger.remembered(member, earlierTry.predictionId);
	else if (earlierTry) run.ledger.outcomeUnknown(member, earlierTry.since);
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
