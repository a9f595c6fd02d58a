import type { INodeExecutionData } from 'n8n-workflow';

import { rethrown } from '../../api/callFailure';
import { untilOneSucceeds } from '../../attempts/untilOneSucceeds';
import { toOwnError } from '../../errors/toN8nError';
import type { Item } from '../../item/item';
import { predictionRow, rowExtrasOf } from '../../outputs/rows';
import { submitItem } from '../../submission/submitItem';
import type { SubmitOptions } from '../../submission/submission';
import type { FinishedPrediction } from '../waitUntilFinished';
import type { WaitOptions } from '../readWaitOptions';
import { pollBeforeParking } from './pollBeforeParking';
import { parkedStateOf } from './parkedState';
import { ParkingGroup } from './parkingGroup';
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
	const submission = { ...options, webhookUrl: resumeUrl };
	const group = run.shared(ParkingGroup);
	const parked = parkedStateOf(host);
	try {
		await group.checkSibling(item, parked);
		const known = parked
			? await pickUpAfterWait(item, parked, { ...submission, onlyIfPlaceFree: true })
			: await submitAndCheck(item, submission, waiting);
		group.tell(item, known);
		await run.cross('polledBeforeParking', member);
		if (!group.mustPark) return known;
		await group.park(item, waiting.deadlineMs, parked);
		return { parkedRows: [predictionRow(known.prediction, index, rowExtrasOf(item, known))] };
	} catch (thrown) {
		const own = toOwnError(thrown);
		const error = own.with({ itemIndex: own.itemIndex ?? index });
		// If the node stops on errors it fails now and nothing is parked.
		if (run.stopsOnError) throw rethrown(error);
		group.tell(item, { error });
		// It waits for the others here, while they may be waiting for its place.
		run.ledger.left(member);
		await run.cross('polledBeforeParking', member);
		if (!group.mustPark) throw rethrown(error);
		// No row: an error in the first one would make Retry On Fail run the node that is being parked.
		return { parkedRows: [] };
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
