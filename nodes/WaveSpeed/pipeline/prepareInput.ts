import type { Item } from '../run/item';
import { readBinaryInputs } from './readBinaryInputs';
import { readModelInput, type ModelInput } from './readInput';
import { uploadBinaryInputs } from './uploadBinaryInputs';
import { validateInput } from './validateInput';

/**
 * The model's input as it will be sent: read, checked, and with the item's files uploaded. Between
 * check and upload is a line that all items of the run cross together: where the node stops on errors,
 * one wrong item means that nothing is uploaded for any.
 * @param webhookUrl of the callback that goes with it, if any
 * @throws WaveSpeedError
 */
export async function prepareInput(item: Item, webhookUrl?: string): Promise<ModelInput> {
	const asked = await readBinaryInputs(item, readModelInput(item));
	const checked = await validateInput(item, asked, webhookUrl);
	await item.run.checkpoint('checked', item.index);
	return await uploadBinaryInputs(item, { ...checked, files: asked.files });
}
