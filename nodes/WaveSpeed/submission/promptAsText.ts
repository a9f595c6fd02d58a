import { findModel } from '../item/catalogueOfItem';
import type { Item } from '../item/item';
import type { ModelRequest } from './readRequest';

/**
 * Models that speak take a `text` where others take a `prompt`. What stands in the field for the prompt
 * is meant for it, unless a text is given as well.
 * @throws InputError when the catalogue has no such model
 */
export async function promptAsText(item: Item, request: ModelRequest): Promise<ModelRequest> {
	const { prompt, ...others } = request.input;
	const { text } = others;
	if (prompt === undefined || (text !== undefined && text !== null && text !== '')) return request;
	const model = await findModel(item, request.model, request.input);
	const takes = (name: string) => model?.inputs?.some((input) => input.name === name) === true;
	if (takes('prompt') || !takes('text')) return request;
	return { ...request, input: { ...others, text: prompt } };
}
