import type { Item } from '../item/item';
import type { Accepted, SubmitOptions } from './accepted';
import { checkInput } from './checkInput';
import { checkPriceLimits } from './checkPriceLimits';
import { postOnce } from './postOnce';
import { promptAsText } from './promptAsText';
import { readBinaryInputs } from './readBinaryInputs';
import { readPriceLimits } from './readPriceLimits';
import { readRequest } from './readRequest';
import { resumeEarlierTry } from './resumeEarlierTry';
import { uploadBinaryInputs } from './uploadBinaryInputs';

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

	const asked = await promptAsText(item, readRequest(item));
	const request = await readBinaryInputs(item, asked);
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
