import { predictionUnderWay, type Prediction } from '../../api/prediction';
import { ONE_ATTEMPT } from '../../attempts/attemptPlan';
import { takeUpFormerExecution } from '../../attempts/takeUpFormerExecution';
import type { Item } from '../../item/item';
import { NOT_FOUND_TOLERANCE } from '../../policy';
import { fetchNewPrediction, fetchPrediction } from '../../waiting/fetchPrediction';
import { isRefundedStatus, predictionFailed } from '../../waiting/predictionErrors';
import type { Accepted, SubmitOptions } from '../submission';
import type { Submitted } from '../records/storedSubmissions';
import type { SubmissionRecord } from '../records/submissionRecords';
import type { ModelRequest } from '../request/readRequest';
import { fingerprintOf } from '../request/sentInput';
import { findLost } from './recoverLost';

/**
 * Takes up what an earlier try of this item submitted, whatever its expressions evaluate to now: the
 * place in the execution identifies it. A submission of unknown outcome is looked for first.
 * @param request what it would submit now; undefined if it could not, which needs a submission that the
 * record tells of
 * @returns undefined if nothing was submitted, or if it failed and was refunded: submitting again is the
 * purpose of Retry On Fail
 * @throws WaveSpeedError if the earlier prediction cannot be fetched, or was not found and may be paid
 * for
 */
export async function resumeEarlierTry(
	item: Item,
	request: ModelRequest | undefined,
	record: SubmissionRecord,
	options: SubmitOptions,
): Promise<Accepted | undefined> {
	const former = async () =>
		request && (await takeUpFormerExecution(item, request, record, options));
	const recorded = record.recall();
	const resumed = await resume(item, request, record, options, recorded ?? (await former()));
	if (resumed || !recorded) return resumed;
	// A retry that was killed has left the records as they were before it: it may have submitted anew what
	// they say was refunded.
	return await resume(item, request, record, options, await former());
}

async function resume(
	item: Item,
	request: ModelRequest | undefined,
	record: SubmissionRecord,
	{ plan = ONE_ATTEMPT }: SubmitOptions,
	earlier: Submitted | undefined,
): Promise<Accepted | undefined> {
	if (!earlier) return undefined;
	if (request) tellOfOtherInput(item, request, earlier);
	const model = earlier.model || (request?.model ?? '');
	const { prediction, isNew } =
		earlier.predictionId === undefined
			? { prediction: await findLost(item, model, record, earlier), isNew: false }
			: await lookAgain(item, model, earlier.predictionId, earlier.since);
	// If further attempts are wanted, the failure counts as one, and the next may use another model.
	if (prediction.standing === 'failed' && !plan.isOn) {
		if (!isRefundedStatus(prediction.status))
			throw predictionFailed(prediction, item.at({ model }));
		record.refunded();
		item.run.ledger.refunded(item.member, prediction.id);
		return undefined;
	}
	const { quotedPriceUsd, reuse } = earlier;
	return { model, asked: request, prediction, isNew, quotedPriceUsd, reuse };
}

function tellOfOtherInput(item: Item, request: ModelRequest, earlier: Submitted): void {
	// A further attempt may use another model, which says nothing about the input; and the first version
	// of this node stored neither.
	if (earlier.model !== request.model) return;
	if (earlier.fingerprint === fingerprintOf(request)) return;
	item.host.logger.info(
		`Item ${item.index}: its input differs from that of the previous try (an expression such as $now gives a new value in every try). That try’s prediction is used anyway.`,
	);
}

/** Fetches a prediction by its known id. */
async function lookAgain(
	item: Item,
	model: string,
	predictionId: string,
	since: string,
): Promise<{ prediction: Prediction; isNew: boolean }> {
	const { host, index, member, run } = item;
	host.logger.info(`Item ${index}: waiting for prediction ${predictionId} of an earlier try.`);
	run.ledger.resumed(member, predictionId);
	if (!isRecent(item, since))
		return { prediction: await fetchPrediction(item, predictionId, { model }), isNew: false };
	const prediction = await fetchNewPrediction(item, predictionId, { model });
	return { prediction: prediction ?? predictionUnderWay(predictionId), isNew: !prediction };
}

function isRecent(item: Item, since: string): boolean {
	return Math.abs(item.services.time.date().getTime() - Date.parse(since)) < NOT_FOUND_TOLERANCE;
}
