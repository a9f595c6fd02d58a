import { findModel } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import { renameWords } from '../../schema/renameWords';
import type { ModelRequest } from './readRequest';

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
