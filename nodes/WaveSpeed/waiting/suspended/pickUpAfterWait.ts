import { predictionUnderWay, type Prediction } from '../../api/prediction';
import { untilOneSucceeds } from '../../attempts/untilOneSucceeds';
import { InputError } from '../../errors/errorClasses';
import type { Item } from '../../item/item';
import { findLostAgain } from '../../submission/earlierTries/recoverLost';
import { countEarlier } from '../../submission/price/checkPriceLimits';
import { readPriceLimits } from '../../submission/price/readPriceLimits';
import type { SubmissionRecord } from '../../submission/records/submissionRecords';
import type { SubmitOptions } from '../../submission/submission';
import { fetchPrediction } from '../fetchPrediction';
import { finished, type FinishedPrediction } from '../waitUntilFinished';
import { waitedTooLong } from '../predictionErrors';
import type { ParkedPrediction, ParkedState } from './parkedState';

/**
 * The execution continues: all predictions have ended, or it is time to check.
 * @returns a prediction that is completed or still running
 * @throws WaveSpeedError if it has failed, is overdue, or cannot be fetched
 */
export async function pickUpAfterWait(
	item: Item,
	parked: ParkedState,
	options: SubmitOptions,
): Promise<FinishedPrediction> {
	const { host, member, run } = item;
	const record = run.records(host).claim(item);
	if (options.plan?.isOn === true) countEarlier(item, readPriceLimits(item), record);
	await run.cross('readyToPay', member);
	const { predictionId, model, input } = await knownOf(item, parked, record);
	run.ledger.resumed(member, predictionId);
	const { quotedPriceUsd, reuse } = record.recall() ?? {};
	const prediction = predictionUnderWay(predictionId);
	const known: FinishedPrediction = { prediction, model, madeFrom: input, quotedPriceUsd, reuse };
	return await untilOneSucceeds(item, known, options, async (one) =>
		one.acceptedAt === undefined
			? await lookAfterWait(item, parked, one)
			: endedWell(item, one.prediction, one.model),
	);
}

/** @throws WaveSpeedError if the prediction has failed, is overdue, or cannot be fetched */
async function lookAfterWait(
	item: Item,
	parked: ParkedState,
	{ prediction: { id: predictionId }, model }: FinishedPrediction,
): Promise<Prediction> {
	const prediction = await fetchPrediction(item, predictionId, { model });
	const { time } = item.services;
	if (prediction.standing === 'running' && time.date() >= new Date(parked.until)) {
		const waitedMs = Date.parse(parked.until) - Date.parse(parked.since);
		throw waitedTooLong(
			{ ...item.at({ model }), predictionId, status: prediction.status },
			waitedMs,
		);
	}
	return endedWell(item, prediction, model);
}

/** @throws PredictionFailedError if it failed or has no outputs */
function endedWell(item: Item, prediction: Prediction, model: string): Prediction {
	return prediction.standing === 'running' ? prediction : finished(item, prediction, model);
}

async function knownOf(
	item: Item,
	parked: ParkedState,
	record: SubmissionRecord,
): Promise<Pick<ParkedPrediction, 'predictionId' | 'model' | 'input'>> {
	const places = await item.run.once('parked places', async () => placesOf(parked));
	const known = places.predictions.get(item.member);
	// A try after the wait may have submitted a further attempt, and failed before it was parked.
	const { predictionId, model } = record.recall() ?? {};
	if (known && predictionId !== undefined && predictionId !== known.predictionId)
		return { predictionId, model: model || known.model };
	if (known) return known;
	const failure = places.failed.get(item.member);
	if (failure?.details.reason === 'outcomeUnknown') return await findLostAgain(item, record);
	if (failure) throw new InputError(failure.message, failure.details, failure.description);
	// It was parked without a submission: its expressions were broken then, and have been repaired
	// since.
	throw new InputError('This item was not submitted.', { reason: 'nodeSettings' });
}

/** By item, so that each of ten thousand parked items finds its own at once. */
function placesOf({ predictions, failed }: ParkedState) {
	return {
		predictions: new Map(predictions.map((one) => [one.item, one])),
		failed: new Map(failed.map((one) => [one.item, one])),
	};
}
