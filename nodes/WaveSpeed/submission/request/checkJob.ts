import { catalogueOf } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import type { Job } from '../../models/jobs';
import { wrongJob } from '../../models/modelErrors';
import { doesAnotherJob } from '../../models/modelsForJob';
import { readModelId } from '../../models/readModelId';
import { parkedStateOf } from '../../waiting/suspended/parkedState';

/**
 * Keeps an item from paying for a video where an image was wanted: a model that was chosen before stays
 * chosen when a person changes the operation. That needs to know what the model makes; without the
 * catalogue, or for a model that it does not have, the steps that follow decide.
 * @throws InputError
 */
export async function checkJob(item: Item, job: Job): Promise<void> {
	// A paid prediction must not be held back by a choice that was made before.
	if (parkedStateOf(item.host)) return;
	const id = readModelId(item.parameter('model', '', { extractValue: true }));
	const catalogue = await catalogueOf(item).catch(() => undefined);
	const model = catalogue?.find(id);
	if (model && doesAnotherJob(model, job)) throw wrongJob(model);
}
