import { rethrown } from '../api/callFailure';
import { PredictionFailedError, WaveSpeedError } from '../errors/errorClasses';
import type { Item } from '../item/item';
import type { Accepted, SubmitOptions } from '../submission/submission';
import { postOnce } from '../submission/postOnce';
import { checkFurtherPrice } from '../submission/price/checkPriceLimits';
import { readPriceLimits } from '../submission/price/readPriceLimits';
import type { SubmissionRecord } from '../submission/records/submissionRecords';
import { checkInput } from '../submission/request/checkInput';
import type { ModelRequest } from '../submission/request/readRequest';
import {
	allAttemptsFailed,
	attemptsUsedUp,
	namingOwnAttempts,
	noFurtherAttempt,
} from './attemptErrors';
import { modelOfAttempt, ONE_ATTEMPT } from './attemptPlan';

/**
 * Makes the attempt after the failed ones, with the same model or the plan's next one, within the limits,
 * once.
 * @param asked the request of the first attempt, with its files uploaded
 * @param failure of the last attempt; undefined if an earlier n8n try saw it
 * @throws WaveSpeedError that names all attempts; NoPlaceFree if it must not wait for a place
 */
export async function nextAttempt(
	item: Item,
	asked: ModelRequest,
	options: SubmitOptions,
	record: SubmissionRecord,
	failure?: PredictionFailedError,
): Promise<Accepted> {
	const { attempts } = record;
	const { plan = ONE_ATTEMPT } = options;
	const { further } = plan;
	if (attempts.length > further.length)
		throw failure ? allAttemptsFailed(failure, attempts) : attemptsUsedUp(attempts);
	const model = modelOfAttempt(plan, attempts.length) ?? asked.model;
	try {
		const ready = await checkInput(item, { model, input: asked.input }, options.webhookUrl);
		const { refusal, ...price } = await checkFurtherPrice(item, ready, readPriceLimits(item));
		if (refusal) throw failure ? noFurtherAttempt(failure, refusal) : refusal;
		item.host.logger.info(
			`Item ${item.index}: attempt ${attempts.length + 1} of ${further.length + 1}, with ${model}.`,
		);
		const reuse = options.reuseChoice && { reused: false };
		const sent = await postOnce(item, { ...ready, ...options, ...price, reuse }, record);
		return { ...sent, asked };
	} catch (error) {
		throw error instanceof WaveSpeedError
			? namingOwnAttempts(item, error, attempts)
			: rethrown(error);
	}
}
