import { findModel } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import { renamePromptToText } from '../../schema/renamePromptToText';
import type { ModelRequest } from './readRequest';

/**
 * Gives the prompt to the `text` of a speech model.
 * @throws InputError if the catalogue has no such model
 */
export async function renamePromptForModel(
	item: Item,
	request: ModelRequest,
): Promise<ModelRequest> {
	const model = await findModel(item, request.model, request.input);
	return { ...request, input: renamePromptToText(model?.inputs, request.input) };
}
