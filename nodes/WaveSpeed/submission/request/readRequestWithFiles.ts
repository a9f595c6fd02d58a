import { catalogueOf, findModel } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import type { Job } from '../../models/jobs';
import { wrongJob } from '../../models/modelErrors';
import { doesAnotherJob } from '../../models/modelsForJob';
import { renameWords } from '../../schema/inputsForWords';
import { checkInput } from './checkInput';
import { readBinaryInputs, type InputWithFiles } from './readBinaryInputs';
import { readRequest, type ModelRequest } from './readRequest';
import { withSeedOfVariation } from '../../item/variations';
import { uploadBinaryInputs } from './uploadBinaryInputs';

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

/**
 * Keeps an item from paying for a video if an image was wanted: when a person changes the operation, the
 * chosen model stays. The check needs to know what the model makes; without the catalogue, or for a model
 * that it lacks, the following steps decide.
 * @param id of the model that will be submitted
 * @throws InputError
 */
async function checkJob(item: Item, id: string, job: Job): Promise<void> {
	const catalogue = await catalogueOf(item).catch(() => undefined);
	const model = catalogue?.find(id);
	if (model && doesAnotherJob(model, job)) throw wrongJob(model);
}

/**
 * Gives a prompt and lyrics the names that the model has for them.
 * @throws InputError if the catalogue has no such model
 */
export async function renameWordsForModel(
	item: Item,
	request: ModelRequest,
): Promise<ModelRequest> {
	const model = await findModel(item, request.model, request.input);
	return { ...request, input: renameWords(model?.inputs, request.input) };
}

/**
 * Reads what an item asks for once more after its execution was suspended; files are uploaded again if
 * this execution no longer knows their addresses.
 * @throws WaveSpeedError
 */
export async function rereadRequest(item: Item): Promise<ModelRequest> {
	const checked = await checkInput(item, await readRequestWithFiles(item));
	return (await uploadBinaryInputs(item, checked)).request;
}
