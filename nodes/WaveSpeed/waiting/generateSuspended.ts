import type { INodeExecutionData } from 'n8n-workflow';

import { explainFailure } from '../api/apiErrors';
import { CallFailure, rethrown } from '../api/callFailure';
import { readResult } from '../api/readResult';
import { InputError } from '../errors/errorClasses';
import { toOwnError } from '../errors/toN8nError';
import type { Item } from '../item/item';
import { predictionRow } from '../outputs/rows';
import { sentInThisTry } from '../outputs/sentInThisTry';
import { findLostAgain } from '../submission/recoverLost';
import { submit } from '../submission/submit';
import { checkBeforeParking } from './checkBeforeParking';
import type { FinishedPrediction } from './finishedPrediction';
import { ParkingGroup } from './parkingGroup';
import { parkedStateOf, type ParkedState } from './parkedState';
import type { WaitOptions } from './readWaitOptions';
import { waitedTooLong } from './waitErrors';
import { finished } from './waitUntilFinished';

/** Either the prediction is there, or the execution was parked, and these rows are shown meanwhile. */
export type Suspended = FinishedPrediction | { parkedRows: INodeExecutionData[] };

/**
 * Submits the items of a run and parks the execution until their predictions have ended. All items go
 * together: n8n parks the node as a whole, and runs it again as a whole, here, when it goes on.
 * @param resumeUrl what WaveSpeed calls
 * @throws WaveSpeedError
 */
export async function generateSuspended(
	item: Item,
	resumeUrl: string,
	waiting: WaitOptions,
): Promise<Suspended> {
	const { run, index, host } = item;
	const group = run.shared(ParkingGroup);
	const parked = parkedStateOf(host);
	try {
		const known = parked
			? await pickUp(item, parked)
			: await submitAndCheck(item, resumeUrl, waiting);
		group.tell(index, known);
		await run.cross('checkedBeforeParking', index);
		if (!group.mustPark) return known;
		await group.park(item, waiting.deadlineMs);
		const { quotedPriceUsd } = known;
		const input = sentInThisTry(known);
		return { parkedRows: [predictionRow(known.prediction, index, { input, quotedPriceUsd })] };
	} catch (thrown) {
		const own = toOwnError(thrown);
		const error = own.with({ itemIndex: own.itemIndex ?? index });
		// Where the node stops on errors it fails now and nothing is parked.
		if (run.stopsOnError) throw rethrown(error);
		group.tell(index, { error });
		await run.cross('checkedBeforeParking', index);
		if (!group.mustPark) throw rethrown(error);
		// No row: an error in the first one would make Retry On Fail run the node that is being parked.
		return { parkedRows: [] };
	}
}

async function submitAndCheck(
	item: Item,
	webhookUrl: string,
	waiting: WaitOptions,
): Promise<FinishedPrediction> {
	const accepted = await submit(item, { webhookUrl, patienceMs: waiting.deadlineMs });
	const everyone = item.run.cross('submitted', item.index);
	return { ...accepted, prediction: await checkBeforeParking(item, accepted, waiting, everyone) };
}

/** The execution goes on: all predictions have ended, or it is time to look. */
async function pickUp(item: Item, parked: ParkedState): Promise<FinishedPrediction> {
	const { host, index, run } = item;
	const record = run.records(host).claim(host);
	await run.cross('readyToPay', index);
	const { predictionId, model } = await knownOf(item, parked);
	run.ledger.resumed(index, predictionId);
	const at = item.at({ predictionId, model });
	const prediction = await readResult(item.api, predictionId).catch((failure: unknown) => {
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		throw explainFailure(failure, at);
	});
	const { quotedPriceUsd } = record.recall() ?? {};
	if (prediction.standing !== 'running')
		return { prediction: finished(item, prediction, model), model, quotedPriceUsd };
	const { time } = item.environment;
	if (time.date() >= new Date(parked.until)) {
		const waitedMs = Date.parse(parked.until) - Date.parse(parked.since);
		throw waitedTooLong({ ...at, predictionId, status: prediction.status }, waitedMs);
	}
	return { prediction, model, quotedPriceUsd };
}

async function knownOf(
	item: Item,
	parked: ParkedState,
): Promise<{ predictionId: string; model: string }> {
	const places = await item.run.once('parked places', async () => placesOf(parked));
	const known = places.predictions.get(item.index);
	if (known) return known;
	const failure = places.failed.get(item.index);
	if (failure?.details.reason === 'outcomeUnknown') return await findLostAgain(item);
	if (failure) throw new InputError(failure.message, failure.details, failure.description);
	// Parked without it: its expressions were broken then, and n8n has mended them since.
	throw new InputError('This item was not submitted.', { reason: 'nodeSettings' });
}

/** By item: of ten thousand parked items each is to find its own at once. */
function placesOf({ predictions, failed }: ParkedState) {
	return {
		predictions: new Map(predictions.map((one) => [one.item, one])),
		failed: new Map(failed.map((one) => [one.item, one])),
	};
}
