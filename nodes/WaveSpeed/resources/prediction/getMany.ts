import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Item } from '../../item/item';
import { isSet } from '../../narrow';
import { readDownloadChoices } from '../../outputs/readDownloadChoices';
import type { Operation } from '../operation';
import { listPredictions } from './listPredictions';
import { readLimit, readPredictionFilters } from './readFilters';
import { withFiles } from './withFiles';

/** Lists the account's predictions: one row each, newest first. */
async function getMany(item: Item): Promise<INodeExecutionData[]> {
	const filters = readPredictionFilters(item);
	const limit = readLimit(item);
	// Without the option nothing is downloaded: a list may be long.
	const isWanted = item.parameter('options.downloadOutputs', false) === true;
	const choices = { ...readDownloadChoices(item), enabled: isWanted };
	const predictions = await listPredictions(item, filters, limit);
	const rows = predictions.map((prediction) => ({
		json: listedRow(prediction),
		pairedItem: { item: item.index },
	}));
	if (!choices.enabled) return rows;
	return await Promise.all(rows.map(async (row) => await withFiles(item, row, choices)));
}

/**
 * The prediction under the API's names, except `error`, which n8n would take for a failure of the row and
 * of the node. The message of a failed prediction is in `failure`.
 */
function listedRow({ error, ...fields }: IDataObject): IDataObject {
	const isSaid = isSet(error);
	return isSaid ? { ...fields, failure: error } : fields;
}

export const getManyOperation: Operation = {
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many generations',
	description: 'List the account’s predictions of the last 7 days, newest first',
	steps: getMany,
};
