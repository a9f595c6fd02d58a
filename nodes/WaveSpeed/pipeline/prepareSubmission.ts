import type { Item } from '../run/item';
import { readModelInput, type ModelInput } from './readInput';
import { validateInput } from './validateInput';

/**
 * Everything that is checked before money is spent. It ends at a line that all items of the run cross
 * together: where the node stops on errors, one wrong item means that nothing is submitted for any.
 * @throws WaveSpeedError
 */
export async function prepareSubmission(item: Item): Promise<ModelInput> {
	const checked = await validateInput(item, readModelInput(item));
	await item.run.checkpoint('ready to pay', item.index);
	return checked;
}
