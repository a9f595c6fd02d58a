import { rethrown } from '../api/callFailure';
import { predictionUnderWay, type Prediction } from '../api/prediction';
import { WaveSpeedError, type PredictionFailedError } from '../errors/errorClasses';
import { NoPlaceFree } from '../item/concurrencyLimit';
import type { Item } from '../item/item';
import type { Accepted, SubmitOptions } from '../submission/submission';
import type { SubmissionRecord } from '../submission/records/submissionRecords';
import type { ModelRequest } from '../submission/request/readRequest';
import { rereadRequest } from '../submission/request/readRequestWithFiles';
import type { FinishedPrediction } from '../waiting/waitUntilFinished';
import { failedByItsInput, namingOwnAttempts } from './attemptErrors';
import { ONE_ATTEMPT } from './attemptPlan';
import { attemptRows, failedAttempt, isRefundedFailure, isVendorsFailure } from './failedAttempt';
import { nextAttempt } from './nextAttempt';

/** What is known of a prediction while it is awaited. */
export type Attempt = Omit<FinishedPrediction, 'attempts'>;

/**
 * Waits for a prediction. If it fails through the vendor's fault and the user allows it, makes the next
 * attempt and waits for that.
 * @param wait throws if the prediction has failed
 * @returns the prediction; a failed one counts as running if its next attempt is made later
 * @throws WaveSpeedError that names all attempts
 */
export async function untilOneSucceeds<One extends Attempt>(
	item: Item,
	first: One,
	options: SubmitOptions,
	wait: (one: One | Accepted) => Promise<Prediction>,
): Promise<FinishedPrediction> {
	const record = item.run.records(item.host).claim(item);
	let asked: ModelRequest | undefined;
	let current: One | Accepted = first;
	for (;;) {
		try {
			return tellingAttempts({ ...current, prediction: await wait(current) }, options, record);
		} catch (error) {
			if (!(error instanceof WaveSpeedError)) throw rethrown(error);
			const reused = current.reuse?.reused === true ? record.recall() : undefined;
			if (!mayTryAgain(item, current, error, options, record)) {
				const isOn = options.plan?.isOn === true && isRefundedFailure(error);
				throw namingOwnAttempts(item, isOn ? failedByItsInput(error) : error, record.attempts);
			}
			try {
				asked ??= current.asked ?? (await rereadRequest(item));
				current = await nextAttempt(item, asked, options, record, error);
			} catch (failure) {
				if (failure instanceof WaveSpeedError)
					throw namingOwnAttempts(item, failure, record.attempts);
				if (!(failure instanceof NoPlaceFree)) throw rethrown(failure);
				// Nothing but its record says that it was reused.
				if (reused) record.remember(reused);
				const { predictionId = '' } = error.details;
				return { ...current, prediction: predictionUnderWay(predictionId) };
			}
		}
	}
}

/** Records the failure, so that no n8n try counts it again. */
function mayTryAgain(
	item: Item,
	{ model, quotedPriceUsd, reuse }: Attempt,
	error: WaveSpeedError,
	{ plan = ONE_ATTEMPT }: SubmitOptions,
	record: SubmissionRecord,
): error is PredictionFailedError {
	// A reused prediction is not an attempt of this item: the item makes its own.
	const isReused = reuse?.reused === true;
	if (!isVendorsFailure(error) || !(plan.isOn || isReused)) return false;
	const { predictionId = '' } = error.details;
	const isNoted = record.attempts.some((one) => one.predictionId === predictionId);
	if (isReused) record.refunded();
	else if (!isNoted) record.attemptFailed(failedAttempt(model, error.details, quotedPriceUsd));
	item.run.ledger.refunded(item.member, predictionId);
	return true;
}

function tellingAttempts(
	finished: Attempt,
	{ plan = ONE_ATTEMPT }: SubmitOptions,
	record: SubmissionRecord,
): FinishedPrediction {
	if (!plan.isOn) return finished;
	const { model, prediction, quotedPriceUsd } = finished;
	const last = {
		model,
		id: prediction.id,
		status: prediction.status,
		...(quotedPriceUsd !== undefined && { quoted_price_usd: quotedPriceUsd }),
	};
	return { ...finished, attempts: attemptRows(record.attempts, last) };
}
