import type { Item } from '../../item/item';
import type { Job } from '../../models/jobs';
import { checkJob } from './checkJob';
import { readBinaryInputs, type InputWithFiles } from './readBinaryInputs';
import { readRequest } from './readRequest';
import { renameWordsForModel } from './renameWordsForModel';
import { withSeedOfVariation } from './seedOfVariation';

/**
 * What the item asks for, including its files, before it is checked against the schema.
 * @param job of the operation, if it does not run any model
 * @throws InputError
 */
export async function readRequestWithFiles(item: Item, job?: Job): Promise<InputWithFiles> {
	const request = await readRequest(item);
	if (job) await checkJob(item, request.model, job);
	const asked = await renameWordsForModel(item, request);
	return await readBinaryInputs(item, await withSeedOfVariation(item, asked));
}
