import { catalogueOf } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import type { Job } from '../../models/jobs';
import { wrongJob } from '../../models/modelErrors';
import { doesAnotherJob } from '../../models/modelsForJob';
import { readModelId } from '../../models/readModelId';
import { parkedStateOf } from '../../waiting/suspended/parkedState';

/**
 * Keeps an item from paying for a video if an image was wanted: when a person changes the operation, the
 * chosen model stays. The check needs to know what the model makes; without the catalogue, or for a model
 * that it lacks, the following steps decide.
 * @throws InputError
 */
export async function checkJob(item: Item, job: Job): Promise<void> {
	// An earlier choice must not hold a paid prediction back.
	if (parkedStateOf(item.host)) return;
	const id = readModelId(item.parameter('model', '', { extractValue: true }));
	const catalogue = await catalogueOf(item).catch(() => undefined);
	const model = catalogue?.find(id);
	if (model && doesAnotherJob(model, job)) throw wrongJob(model);
}
