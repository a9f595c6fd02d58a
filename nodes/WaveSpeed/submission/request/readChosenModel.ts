import type { InputError } from '../../errors/errorClasses';
import { checkModelId } from '../../api/paths';
import { rethrown } from '../../api/callFailure';
import { catalogueOf } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import { goneFamilyCalled } from '../../models/goneFamilies';
import type { Model } from '../../models/model';
import { goneInPlaceOfId, nameInPlaceOfId } from '../../models/modelErrors';
import { mayBeName, modelsCalled } from '../../models/modelsCalled';
import { readModelId } from '../../models/readModelId';

/**
 * The id of the model that the panel or an expression names.
 * @throws InputError if it is not an id; if it is a model's common name, the error lists the ids
 */
export async function readChosenModel(item: Item): Promise<string> {
	const id = readModelId(item.parameter('model', '', { extractValue: true }));
	try {
		return checkModelId(id);
	} catch (error) {
		// It cannot be a name, so nothing is looked up: it may be an attempt to reach something else.
		if (!mayBeName(id)) throw rethrown(error);
		const explained = await item.run.once(`what is called ${id}`, async () => {
			const catalogue = await catalogueOf(item).catch(() => undefined);
			return catalogue && explainName(catalogue.models, id);
		});
		throw explained ?? rethrown(error);
	}
}

/** @returns the error that explains which models have that name; undefined if none is known */
function explainName(models: readonly Model[], name: string): InputError | undefined {
	const called = modelsCalled(models, name);
	if (called.length > 0) return nameInPlaceOfId(name, called);
	const gone = goneFamilyCalled(models, name);
	return gone && goneInPlaceOfId(name, gone);
}
