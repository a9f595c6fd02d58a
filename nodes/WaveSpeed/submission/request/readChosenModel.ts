import { checkModelId } from '../../api/paths';
import { rethrown } from '../../api/callFailure';
import { catalogueOf } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import { nameInPlaceOfId } from '../../models/modelErrors';
import { mayBeName, modelsCalled } from '../../models/modelsCalled';
import { readModelId } from '../../models/readModelId';

/**
 * The id of the model that the panel or an expression names.
 * @throws InputError for what is not an id; if it is the name of models, the error lists their ids
 */
export async function readChosenModel(item: Item): Promise<string> {
	const id = readModelId(item.parameter<unknown>('model', '', { extractValue: true }));
	try {
		return checkModelId(id);
	} catch (error) {
		// Plainly not a name, so nothing is looked up: it may be an attempt to reach something else.
		if (!mayBeName(id)) throw rethrown(error);
		const called = await item.run.once(`models called ${id}`, async () => {
			const catalogue = await catalogueOf(item).catch(() => undefined);
			return catalogue ? modelsCalled(catalogue.models, id) : [];
		});
		throw called.length > 0 ? nameInPlaceOfId(id, called) : rethrown(error);
	}
}
