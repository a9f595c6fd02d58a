import { predictionUnderWay } from '../../api/prediction';
import { untilOneSucceeds } from '../../attempts/untilOneSucceeds';
import { InputError } from '../../errors/errorClasses';
import type { Reason } from '../../errors/reasons';
import type { Item } from '../../item/item';
import { findLostAgain } from '../../submission/earlierTries/recoverLost';
import { countEarlier } from '../../submission/price/checkPriceLimits';
import { readPriceLimits } from '../../submission/price/readPriceLimits';
import type { SubmissionRecord } from '../../submission/records/submissionRecords';
import type { SubmitOptions } from '../../submission/submission';
import { finished, type FinishedPrediction } from '../waitUntilFinished';
import { lookAfterWait } from './lookAfterWait';
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
	return await untilOneSucceeds(item, known, options, async (one) => {
		const isNew = one.acceptedAt !== undefined;
		const seen = isNew ? one.prediction : await lookAfterWait(item, parked, one);
		return seen.standing === 'running' ? seen : finished(item, seen, one.model);
	});
}

async function knownOf(
	item: Item,
	parked: ParkedState,
	record: SubmissionRecord,
): Promise<Pick<ParkedPrediction, 'predictionId' | 'model' | 'input'>> {
	const places = await item.run.once('parked places', async () => placesOf(parked));
	const known = places.predictions.get(item.member);
	const earlier = record.recall();
	// A try after the wait may have submitted a further attempt, and failed before it was parked. Its answer
	// may be lost: then it is looked for, because the attempt before it has failed and would be followed by
	// the same one once more.
	if (known && earlier && earlier.predictionId !== known.predictionId) {
		const { predictionId, model } = await findLostAgain(item, record);
		return { predictionId, model: model || known.model };
	}
	if (known) return known;
	const failure = places.failed.get(item.member);
	// Left out when the others were parked again, such as an item whose key could not be read at that
	// moment, or parked as failed because its result could not be fetched.
	const mayBeThere = failure === undefined || MAY_HAVE_PASSED.has(failure.details.reason);
	if ((earlier && mayBeThere) || failure?.details.reason === 'outcomeUnknown')
		return await findLostAgain(item, record);
	if (failure) throw new InputError(failure.message, failure.details, failure.description);
	// It was parked without a submission: its expressions were broken then, and have been repaired
	// since.
	throw new InputError('This item was not submitted.', { reason: 'nodeSettings' });
}

/** Why a prediction could not be fetched when the execution was parked. */
const MAY_HAVE_PASSED: ReadonlySet<Reason> = new Set<Reason>([
	'noAnswer',
	'rateLimited',
	'requestNotAllowed',
	'serverError',
	'unreachable',
	'unreadableAnswer',
]);

/** By item, so that each of ten thousand parked items finds its own at once. */
function placesOf({ predictions, failed }: ParkedState) {
	return {
		predictions: new Map(predictions.map((one) => [one.item, one])),
		failed: new Map(failed.map((one) => [one.item, one])),
	};
}
