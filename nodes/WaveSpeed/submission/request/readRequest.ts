import type { IDataObject } from 'n8n-workflow';

import { checkModelId } from '../../api/paths';
import type { Item } from '../../item/item';
import { readModelId } from '../../models/readModelId';
import { readGivenInput } from '../../schema/readGivenInput';

/** A model and what it is asked to work from. */
export interface ModelRequest {
	model: string;
	/** What the user set, as the user set it: nothing is filled in, nothing dropped. */
	input: IDataObject;
}

/**
 * Reads the model and its input from the panel.
 * @throws InputError
 */
export function readRequest(item: Item): ModelRequest {
	const model = checkModelId(
		readModelId(item.parameter<unknown>('model', '', { extractValue: true })),
	);
	return { model, input: readGivenInput((name) => item.parameter<unknown>(name, null)) };
}
