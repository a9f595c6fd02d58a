import type { Item } from '../../item/item';
import { renamePromptForModel } from './renamePromptForModel';
import { readBinaryInputs, type InputWithFiles } from './readBinaryInputs';
import { readRequest } from './readRequest';
import { withSeedOfVariation } from './seedOfVariation';

/**
 * What the item asks for, including its files, before it is checked against the schema.
 * @throws InputError
 */
export async function readRequestWithFiles(item: Item): Promise<InputWithFiles> {
	const asked = await renamePromptForModel(item, await readRequest(item));
	return await readBinaryInputs(item, await withSeedOfVariation(item, asked));
}
