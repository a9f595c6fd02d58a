import type { INodeExecutionData } from 'n8n-workflow';

import { isRateLimit } from '../../api/api';
import { DELETE_PREDICTIONS_PATH } from '../../api/paths';
import { readAmount } from '../../api/answerValues';
import { readPredictionIds } from './predictionIds';
import { PREDICTIONS_DELETED_AT_ONCE } from '../../policy';
import type { Item } from '../../item/item';
import type { Operation } from '../operation';

/** Deletes predictions and their outputs from the account for good. */
async function deletePredictions(item: Item): Promise<INodeExecutionData[]> {
	const ids = readPredictionIds(item);
	// Deleting is final, so if the node stops on errors, one wrong id means that nothing is deleted.
	await item.run.cross('inputsChecked', item.member);
	let deleted: number | undefined = 0;
	for (let start = 0; start < ids.length; start += PREDICTIONS_DELETED_AT_ONCE) {
		const count = await remove(item, ids.slice(start, start + PREDICTIONS_DELETED_AT_ONCE));
		deleted = deleted === undefined || count === undefined ? undefined : deleted + count;
	}
	// If WaveSpeed gives no count, neither does the row.
	const count = deleted === undefined ? {} : { deleted_count: deleted };
	// n8n's guidelines ask for `deleted` in every Delete; if nothing existed, nothing was deleted.
	const json = { deleted: deleted !== 0, ...count, ids };
	return [{ json, pairedItem: { item: item.index } }];
}

/** @returns how many of them existed, if WaveSpeed says; it ignores unknown ids */
async function remove(item: Item, ids: string[]): Promise<number | undefined> {
	let mayBeGone = false;
	const count = await item.api.read(
		{
			method: 'POST',
			path: DELETE_PREDICTIONS_PATH,
			body: { ids },
			mayBeEmpty: true,
		},
		{
			parse: (data) => readAmount((data as { deleted_count?: unknown }).deleted_count),
			parseRefusal: (failure) => {
				mayBeGone ||= failure.kind !== 'notSent' && !isRateLimit(failure);
				return undefined;
			},
		},
	);
	// A request whose answer was lost may have deleted them: the count of the next one says nothing.
	return mayBeGone ? undefined : count;
}

export const deleteOperation: Operation = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete generations',
	description: 'Remove one or more predictions and their outputs from the account for good',
	steps: deletePredictions,
};
