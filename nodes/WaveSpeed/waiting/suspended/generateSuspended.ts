import type { INodeExecutionData } from 'n8n-workflow';

import { rethrown } from '../../api/callFailure';
import { untilOneSucceeds } from '../../attempts/untilOneSucceeds';
import { namingPrediction } from '../../errors/errorClasses';
import type { Item } from '../../item/item';
import { ownErrorOf } from '../../item/runOperation';
import { predictionRow, rowExtrasOf } from '../../outputs/rows';
import { submitItem } from '../../submission/submitItem';
import type { SubmitOptions } from '../../submission/submission';
import type { FinishedPrediction } from '../waitUntilFinished';
import type { WaitOptions } from '../readWaitOptions';
import { pollBeforeParking } from './pollBeforeParking';
import { parkedStateOf } from './parkedState';
import { isRunning, ParkingGroup, type ItemOutcome } from './parkingGroup';
import { pickUpAfterWait } from './pickUpAfterWait';

/** Either the finished prediction, or the rows that n8n shows while the execution is parked. */
export type Suspended = FinishedPrediction | { parkedRows: INodeExecutionData[] };

/**
 * Submits the items of a run and parks the execution until their predictions have ended. All items go
 * together: n8n parks the node as a whole, and runs it again as a whole, here, when it continues.
 * @param resumeUrl the address that WaveSpeed calls
 * @throws WaveSpeedError
 */
export async function generateSuspended(
	item: Item,
	resumeUrl: string,
	waiting: WaitOptions,
	options: SubmitOptions,
): Promise<Suspended> {
	const { run, index, member, host } = item;
	const group = run.shared(ParkingGroup);
	const parked = parkedStateOf(host);
	const submission = { ...options, webhookUrl: resumeUrl };
	const outcome = await outcomeOf(item, async () => {
		await group.checkSibling(item, parked);
		return parked
			? await pickUpAfterWait(item, parked, { ...submission, onlyIfPlaceFree: true })
			: await submitAndCheck(item, submission, waiting);
	});
	group.tell(item, outcome);
	await run.cross('polledBeforeParking', member);
	if (group.mustPark) {
		try {
			await group.park(item, waiting.deadlineMs, parked);
			// No row: an error in the first one would make Retry On Fail run the node that is being parked.
			if ('error' in outcome) return { parkedRows: [] };
			return { parkedRows: [predictionRow(outcome.prediction, index, rowExtrasOf(item, outcome))] };
		} catch (failure) {
			// What has ended does not depend on it.
			if (isRunning(outcome)) throw rethrown(failure);
		}
	}
	if ('error' in outcome) throw rethrown(outcome.error);
	return outcome;
}

/** @throws WaveSpeedError if the node stops on errors: it fails now and nothing is parked */
async function outcomeOf(
	item: Item,
	steps: () => Promise<FinishedPrediction>,
): Promise<ItemOutcome> {
	const { run, index, member } = item;
	try {
		return await steps();
	} catch (thrown) {
		const own = ownErrorOf(item, thrown);
		const error = own.with({ itemIndex: own.itemIndex ?? index });
		if (run.stopsOnError) throw rethrown(error);
		// It waits for the others at the next barrier, while they may be waiting for its place.
		run.ledger.left(member);
		// It may be told after the wait, by a run that knows no more than the error does.
		return { error: namingPrediction(error, run.ledger.predictionOf(member)) };
	}
}

async function submitAndCheck(
	item: Item,
	options: SubmitOptions,
	waiting: WaitOptions,
): Promise<FinishedPrediction> {
	const accepted = await submitItem(item, options);
	const everyone = item.run.cross('submitted', item.member);
	return await untilOneSucceeds(
		item,
		accepted,
		// Items that have a place may have checked for the last time, and wait to be parked with this one.
		{ ...options, onlyIfPlaceFree: true },
		async (one) => await pollBeforeParking(item, one, waiting, everyone),
	);
}
