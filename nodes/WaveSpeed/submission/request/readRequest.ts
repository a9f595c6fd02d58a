import type { IDataObject } from 'n8n-workflow';

import type { Item } from '../../item/item';
import { readGivenInput } from '../../schema/readGivenInput';
import { readChosenModel } from './readChosenModel';

/** A model and its input. */
export interface ModelRequest {
	model: string;
	/** The input as the user set it: nothing is filled in or dropped. */
	input: IDataObject;
}

/**
 * Reads the model and its input from the panel.
 * @throws InputError
 */
export async function readRequest(item: Item): Promise<ModelRequest> {
	const model = await readChosenModel(item);
	return { model, input: readGivenInput((name) => item.parameter(name, null)) };
}
