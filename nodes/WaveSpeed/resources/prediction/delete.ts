import type { INodeExecutionData } from 'n8n-workflow';

import { readPredictionIds } from './readPredictionIds';
import { PREDICTIONS_DELETED_AT_ONCE } from '../../policy';
import type { Item } from '../../item/item';
import type { Operation } from '../operation';

/** Takes predictions and their outputs off the account for good. */
async function deletePredictions(item: Item): Promise<INodeExecutionData[]> {
	const ids = readPredictionIds(item);
	// What is deleted is gone, so where the node stops on errors one wrong id means that nothing is.
	await item.run.cross('inputsChecked', item.index);
	let deleted = 0;
	for (let start = 0; start < ids.length; start += PREDICTIONS_DELETED_AT_ONCE) {
		deleted += await remove(item, ids.slice(start, start + PREDICTIONS_DELETED_AT_ONCE));
	}
	return [{ json: { deleted_count: deleted, ids }, pairedItem: { item: item.index } }];
}

/** @returns how many of them there were; the API ignores ids that it does not know */
async function remove(item: Item, ids: string[]): Promise<number> {
	const data = (await item.api.read({
		method: 'POST',
		path: '/api/v3/predictions/delete',
		body: { ids },
	})) as { deleted_count?: unknown };
	return typeof data.deleted_count === 'number' ? data.deleted_count : ids.length;
}

export const deleteOperation: Operation = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete predictions',
	description: 'Remove one or more predictions and their outputs from the account for good',
	steps: deletePredictions,
};
