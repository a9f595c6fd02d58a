import type { Prediction } from '../api/prediction';
import type { Item } from '../item/item';
import { checkInput } from './checkInput';
import { checkPriceLimits } from './checkPriceLimits';
import { postOnce } from './postOnce';
import { readBinaryInputs } from './readBinaryInputs';
import { readPriceLimits } from './readPriceLimits';
import { readRequest, type ModelRequest } from './readRequest';
import { resumeEarlierTry } from './resumeEarlierTry';
import { uploadBinaryInputs } from './uploadBinaryInputs';

export interface SubmitOptions {
	/** What WaveSpeed is to call when the prediction has ended. */
	webhookUrl?: string;
	/** Gives up knocking when the whole run has got nowhere for so long; milliseconds. */
	patienceMs?: number;
}

/** A prediction that is paid for. */
export interface Accepted extends ModelRequest {
	prediction: Prediction;
	/** When it was accepted, on the item's clock; undefined for one of an earlier try. */
	acceptedAt?: number;
	/** Accepted a moment ago, so that “not found” may only mean “not yet everywhere”. */
	isNew: boolean;
	/** US dollars, where somebody asked before it was submitted. */
	quotedPriceUsd?: number;
}

/**
 * Brings an item's submission to the API at most once, whatever happens. At each line the items of the
 * run wait for one another: where the node stops on errors, one wrong item means that nothing is
 * uploaded, and nothing paid, for any.
 * @throws WaveSpeedError
 */
export async function submit(item: Item, options: SubmitOptions = {}): Promise<Accepted> {
	const { host, index, run } = item;
	const record = run.records(host).claim(host);
	const limits = readPriceLimits(item);

	const request = await readBinaryInputs(item, readRequest(item));
	const checked = await checkInput(item, request, options.webhookUrl);
	await run.cross('inputsChecked', index);

	const ready = await uploadBinaryInputs(item, checked);
	const price = await checkPriceLimits(item, ready, limits, record.recall());
	await run.cross('readyToPay', index);

	const earlier = await resumeEarlierTry(item, ready, record);
	await run.cross('earlierTriesResumed', index);
	if (earlier) return earlier;

	if (price.unaffordable) throw price.unaffordable;
	return await postOnce(item, { ...ready, ...options, ...price }, record);
}
