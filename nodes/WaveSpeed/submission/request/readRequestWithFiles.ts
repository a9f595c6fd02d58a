import type { Item } from '../../item/item';
import { readBinaryInputs, type InputWithFiles } from './readBinaryInputs';
import { readRequest } from './readRequest';
import { renameWordsForModel } from './renameWordsForModel';
import { withSeedOfVariation } from './seedOfVariation';

/**
 * What the item asks for, including its files, before it is checked against the schema.
 * @throws InputError
 */
export async function readRequestWithFiles(item: Item): Promise<InputWithFiles> {
	const asked = await renameWordsForModel(item, await readRequest(item));
	return await readBinaryInputs(item, await withSeedOfVariation(item, asked));
}
