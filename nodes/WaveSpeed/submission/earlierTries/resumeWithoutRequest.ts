import { namingOwnAttempts } from '../../attempts/attemptErrors';
import { sayingNothingMore, type WaveSpeedError } from '../../errors/errorClasses';
import { concernsOther } from '../../item/concernsOther';
import type { Item } from '../../item/item';
import { ownErrorOf } from '../../item/runOperation';
import { retriedExecutionOf } from '../../n8n/executionLineage';
import { countEarlier } from '../price/checkPriceLimits';
import type { PriceLimits } from '../price/readPriceLimits';
import type { SubmissionRecord } from '../records/submissionRecords';
import type { Accepted, SubmitOptions } from '../submission';
import { resumeEarlierTry } from './resumeEarlierTry';

/**
 * Takes up what an earlier try has paid for if the item could not be submitted any more: its expressions
 * give an input that is refused now, or its file cannot be read.
 * @param problem what keeps the item from being submitted
 * @throws the problem if nothing is taken up
 */
export async function resumeWithoutRequest(
	item: Item,
	problem: unknown,
	{
		record,
		limits,
		options,
	}: { record: SubmissionRecord; limits: PriceLimits; options: SubmitOptions },
): Promise<Accepted> {
	const { host, index, member, run } = item;
	if (!record.recall()) throw afterEarlierTries(item, problem, record);
	countEarlier(item, limits, record);
	await run.cross('pricesKnown', member);
	const earlier = await resumeEarlierTry(item, undefined, record, options);
	await run.cross('earlierTriesResumed', member);
	if (!earlier) throw afterEarlierTries(item, problem, record);
	host.logger.info(
		`Item ${index}: it could not be submitted with what its expressions give now. The previous try’s prediction is used.`,
	);
	await run.cross('readyToPay', member);
	return earlier;
}

/** The search for what a stopped execution has submitted needs the input, so nobody knows of any. */
const MAY_BE_PAID =
	'The execution that is retried may have paid for this item, which cannot be found without its input: correct it and retry once more, or look with Get Many.';

function afterEarlierTries(item: Item, problem: unknown, record: SubmissionRecord): WaveSpeedError {
	const error = ownErrorOf(item, problem);
	const named = namingOwnAttempts(item, error, record.attempts);
	if (!retriedExecutionOf(item.host) || concernsOther(item, error)) return named;
	return named.with({ message: (own) => `${sayingNothingMore(own)} ${MAY_BE_PAID}` });
}
