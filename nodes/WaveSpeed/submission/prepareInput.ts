import type { Item } from '../item/item';
import { readBinaryInputs } from './readBinaryInputs';
import { readRequest, type ModelRequest } from './readRequest';
import { uploadBinaryInputs } from './uploadBinaryInputs';
import { checkInput } from './checkInput';

/**
 * The model's input as it will be sent: read, checked, and with the item's files uploaded. Between
 * check and upload is a line that all items of the run cross together: where the node stops on errors,
 * one wrong item means that nothing is uploaded for any.
 * @param webhookUrl of the callback that goes with it, if any
 * @throws WaveSpeedError
 */
export async function prepareInput(item: Item, webhookUrl?: string): Promise<ModelRequest> {
	const asked = await readBinaryInputs(item, readRequest(item));
	const checked = await checkInput(item, asked, webhookUrl);
	await item.run.checkpoint('checked', item.index);
	return await uploadBinaryInputs(item, { ...checked, files: asked.files });
}
