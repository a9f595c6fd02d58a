import { findModel } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import { promptAsText } from '../../schema/promptAsText';
import type { ModelRequest } from './readRequest';

/**
 * Gives the prompt to the `text` of a model that speaks.
 * @throws InputError when the catalogue has no such model
 */
export async function nameAsModelDoes(item: Item, request: ModelRequest): Promise<ModelRequest> {
	if (request.input.prompt === undefined) return request;
	const model = await findModel(item, request.model, request.input);
	return { ...request, input: promptAsText(model?.inputs, request.input) };
}
