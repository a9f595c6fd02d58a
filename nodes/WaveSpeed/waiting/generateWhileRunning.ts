import type { Prediction } from '../api/prediction';
import type { Item } from '../item/item';
import { prepareSubmission } from '../submission/prepareSubmission';
import {
	readDownloadChoices,
	readFlightLimit,
	readWaitOptions,
	type DownloadChoices,
	type WaitOptions,
} from '../item/readOptions';
import { sentInput } from '../outputs/sentInput';
import { submitAtMostOnce } from '../submission/submit';
import { waitForAccepted } from './waitForAccepted';

/** A completed prediction, and what is to be done with its outputs. */
export interface Generated {
	finished: Prediction;
	model: string;
	/** What was sent, where that is known. */
	input?: unknown;
	choices: DownloadChoices;
}

/**
 * Submits the item and polls its prediction until it is completed.
 * @throws WaveSpeedError
 */
export async function generateWhileRunning(item: Item): Promise<Generated> {
	const { waiting, choices } = readGenerateOptions(item);
	const payable = await prepareSubmission(item);
	const accepted = await submitAtMostOnce(item, { ...payable, patienceMs: waiting.deadlineMs });
	const finished = await waitForAccepted(item, accepted, waiting);
	const input = sentInput(accepted, payable.input);
	return { finished, model: payable.model, input, choices };
}

/** Read before anything is paid for. @throws InputError */
export function readGenerateOptions(item: Item): {
	waiting: WaitOptions;
	choices: DownloadChoices;
} {
	const waiting = readWaitOptions(item);
	const choices = readDownloadChoices(item);
	item.run.flights.limitTo(readFlightLimit(item));
	return { waiting, choices };
}
