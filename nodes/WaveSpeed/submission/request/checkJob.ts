import { catalogueOf } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import type { Job } from '../../models/jobs';
import { wrongJob } from '../../models/modelErrors';
import { doesAnotherJob } from '../../models/modelsForJob';

/**
 * Keeps an item from paying for a video if an image was wanted: when a person changes the operation, the
 * chosen model stays. The check needs to know what the model makes; without the catalogue, or for a model
 * that it lacks, the following steps decide.
 * @param id of the model that will be submitted
 * @throws InputError
 */
export async function checkJob(item: Item, id: string, job: Job): Promise<void> {
	const catalogue = await catalogueOf(item).catch(() => undefined);
	const model = catalogue?.find(id);
	if (model && doesAnotherJob(model, job)) throw wrongJob(model);
}
