import type { INodeExecutionData } from 'n8n-workflow';

import { toOwnError } from '../errors/toN8nError';
import { InputError } from '../errors/errorClasses';
import { readGenerateOptions, type Generated } from './generateWhileRunning';
import { prepareSubmission } from '../submission/prepareSubmission';
import { predictionRow } from '../outputs/rows';
import { sentInput } from '../outputs/sentInput';
import { submitAtMostOnce } from '../submission/submit';
import { waitUntilFinished } from './poll';
import type { Item } from '../item/item';
import { quotedPriceOf } from '../submission/submissionRecords';
import { lookBeforeParking } from './checkBeforeParking';
import { park } from './park';
import { recall, type Parked } from './parkedState';
import { partyOf } from './parkingGroup';

/** Either the execution was parked, and these rows are shown meanwhile, or the prediction is there. */
export type Suspended = { parkedRows: INodeExecutionData[] } | Generated;

/**
 * Submits the items of a run and parks the execution until their predictions have ended. All items go
 * together: n8n parks the node as a whole, and runs it again as a whole when a callback says that
 * nothing is under way any more.
 * @param webhookUrl what WaveSpeed calls
 * @throws WaveSpeedError
 */
export async function generateSuspended(item: Item, webhookUrl: string): Promise<Suspended> {
	const parked = recall(item.host);
	if (parked) return await pickUp(item, parked);
	const { run, index } = item;
	const party = partyOf(run);
	try {
		const { waiting, choices } = readGenerateOptions(item);
		const payable = await prepareSubmission(item, webhookUrl);
		const { model } = payable;
		const patienceMs = waiting.deadlineMs;
		const accepted = await submitAtMostOnce(item, { ...payable, webhookUrl, patienceMs });
		const everyone = run.checkpoint('submitted', index);
		const prediction = await lookBeforeParking(item, accepted, waiting, everyone);
		party.outcomes.set(index, { prediction, model });
		await run.checkpoint('looked at', index);
		const input = sentInput(accepted, payable.input);
		if (!party.mustPark) return { finished: prediction, model, input, choices };
		await run.once('park', async () => await park(item, party, waiting.deadlineMs));
		const quotedPriceUsd = quotedPriceOf(item.host, prediction.id);
		return { parkedRows: [predictionRow(prediction, index, { input, quotedPriceUsd })] };
	} catch (thrown) {
		const error = toOwnError(thrown);
		error.itemIndex ??= index;
		run.leave(index, error);
		// Where the node stops on errors it fails now and nothing is parked.
		if (run.stopsOnError) throw ours(error);
		party.outcomes.set(index, { error });
		await run.checkpoint('looked at', index);
		if (!party.mustPark) throw ours(error);
		// No row: an error in the first one would make Retry On Fail run the node that is being parked.
		return { parkedRows: [] };
	}
}

/** The execution goes on: the webhook has seen that the predictions have ended. */
async function pickUp(item: Item, parked: Parked): Promise<Generated> {
	const failure = parked.failed.find((one) => one.item === item.index);
	if (failure) throw new InputError(failure.message, failure.details, failure.description);
	const prediction = parked.predictions.find((one) => one.item === item.index);
	// Parked without it: its expressions were broken then, and n8n has mended them since.
	if (!prediction) throw new InputError('This item was not submitted.', { reason: 'nodeSettings' });
	const { predictionId, model } = prediction;
	const { waiting, choices } = readGenerateOptions(item);
	item.run.paid.push({ item: item.index, predictionId });
	const deadlineMs = Date.parse(parked.until) - item.environment.time.date().getTime();
	const finished = await waitUntilFinished(
		item,
		{ predictionId },
		{ ...waiting, deadlineMs: Math.max(deadlineMs, 0), firstPauseMs: 0, model, isNew: false },
	);
	return { finished, model, choices };
}

/** The linter takes a caught error that is thrown again for a raw one. */
function ours(error: Error): Error {
	return error;
}
