import type { Prediction } from '../api/prediction';
import type { PredictionFailedError } from '../errors/errorClasses';
import type { Item } from '../item/item';
import { retriedExecutionOf } from '../n8n/executionLineage';
import { leftByFormerExecution } from '../submission/earlierTries/leftByFormerExecution';
import { quoteFound } from '../submission/price/checkPriceLimits';
import type { Submitted } from '../submission/records/storedSubmissions';
import type { SubmissionRecord } from '../submission/records/submissionRecords';
import { checkInput } from '../submission/request/checkInput';
import type { ModelRequest } from '../submission/request/readRequest';
import type { SubmitOptions } from '../submission/submission';
import { fetchPrediction } from '../waiting/fetchPrediction';
import { predictionFailed } from '../waiting/predictionErrors';
import { modelOfAttempt, ONE_ATTEMPT } from './attemptPlan';
import { failedAttempt, isVendorsFailure } from './failedAttempt';

/**
 * If this execution retries a former one, takes up what that one submitted for this place. If further
 * attempts are wanted, there may be several: each failed one is recorded so that it is not made again,
 * and the next one is looked for, under the model that the plan has for it.
 *
 * It must run before the run submits anything new: the list could not tell the two apart.
 * @returns the last one if it may still succeed; undefined if there is none
 * @throws WaveSpeedError if it is unknown what was submitted, or how it ended
 */
export async function takeUpFormerExecution(
	item: Item,
	asked: ModelRequest,
	record: SubmissionRecord,
	{ plan = ONE_ATTEMPT, webhookUrl }: SubmitOptions,
): Promise<Submitted | undefined> {
	const former = retriedExecutionOf(item.host);
	if (!former) return undefined;
	for (;;) {
		const made = record.attempts.length;
		if (made > plan.further.length) return undefined;
		const model = modelOfAttempt(plan, made) ?? asked.model;
		const request = await checkInput(item, { model, input: asked.input }, webhookUrl);
		const left = await leftByFormerExecution(
			item,
			{ ...request, former, attemptByAttempt: plan.isOn },
			record,
		);
		if (!left || !plan.isOn) return left?.submitted;
		// The run's total already counts the first one, as still to be submitted.
		const quotedPriceUsd = await quoteFound(item, request, { isCounted: made === 0 });
		const submitted = { ...left.submitted, quotedPriceUsd };
		record.remember(submitted);
		const failure = await failureOf(item, model, left.listed);
		if (!failure) return submitted;
		record.attemptFailed(failedAttempt(model, failure.details, quotedPriceUsd));
		item.run.ledger.refunded(item.member, left.listed.id);
	}
}

/**
 * @returns why another attempt may follow; undefined if the prediction may still succeed, or no attempt
 * may follow
 */
async function failureOf(
	item: Item,
	model: string,
	{ id, standing }: Prediction,
): Promise<PredictionFailedError | undefined> {
	if (standing === 'completed') return undefined;
	// The list may be out of date.
	const prediction = await fetchPrediction(item, id, { model });
	if (prediction.standing !== 'failed') return undefined;
	const failure = predictionFailed(prediction, item.at());
	return isVendorsFailure(failure) ? failure : undefined;
}
