import type { Item } from '../item/item';
import { checkPriceLimits, type PriceCheck } from './checkPriceLimits';
import { prepareInput } from './prepareInput';
import type { ModelRequest } from './readRequest';
import { readPriceLimits } from './readPriceLimits';

/** A submission that may be paid for. */
export type Payable = ModelRequest & PriceCheck;

/**
 * Everything that happens before money is spent: read, check, upload the files, ask for the price. It
 * ends at a line that all items of the run cross together: where the node stops on errors, one wrong
 * item means that nothing is submitted for any.
 * @param webhookUrl of the callback that goes with it, if any
 * @throws WaveSpeedError
 */
export async function prepareSubmission(item: Item, webhookUrl?: string): Promise<Payable> {
	const limits = readPriceLimits(item);
	const ready = await prepareInput(item, webhookUrl);
	const price = await checkPriceLimits(item, ready, limits);
	await item.run.checkpoint('ready to pay', item.index);
	return { ...ready, ...price };
}
