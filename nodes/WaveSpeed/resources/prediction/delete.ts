import type { INodePropertyOptions } from 'n8n-workflow';

import { readAmount } from '../../api/readAmount';
import type { Environment } from '../../environment';
import { readPredictionIds } from './readPredictionIds';
import { PREDICTIONS_DELETED_AT_ONCE } from '../../policy';
import type { Item } from '../../item/item';
import { itemLife, type Operation } from '../../item/runOperation';

/** Takes predictions and their outputs off the account for good. */
const deletePredictions: Operation = async (item) => {
	const ids = readPredictionIds(item);
	// What is deleted is gone, so where the node stops on errors one wrong id means that nothing is.
	await item.run.checkpoint('ready to delete', item.index);
	let deleted: number | undefined = 0;
	for (let start = 0; start < ids.length; start += PREDICTIONS_DELETED_AT_ONCE) {
		const count = await remove(item, ids.slice(start, start + PREDICTIONS_DELETED_AT_ONCE));
		deleted = deleted === undefined || count === undefined ? undefined : deleted + count;
	}
	// A count that WaveSpeed did not tell is not made up.
	const told = deleted === undefined ? {} : { deleted_count: deleted };
	return [{ json: { ...told, ids }, pairedItem: { item: item.index } }];
};

/** @returns how many of them there were, where WaveSpeed tells; it ignores ids that it does not know */
async function remove(item: Item, ids: string[]): Promise<number | undefined> {
	return await item.api.read(
		{
			method: 'POST',
			path: '/api/v3/predictions/delete',
			body: { ids },
			mayBeEmpty: true,
		},
		{ parse: (data) => readAmount((data as { deleted_count?: unknown }).deleted_count) },
	);
}

export function deleteOperation(environment: Environment): INodePropertyOptions {
	return {
		name: 'Delete',
		value: 'delete',
		action: 'Delete predictions',
		description: 'Remove one or more predictions and their outputs from the account for good',
		routing: {
			request: { method: 'POST', url: '/api/v3/predictions/delete' },
			send: { paginate: true },
			operations: { pagination: itemLife(deletePredictions, environment) },
		},
	};
}
