import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import type { Environment } from '../../environment';
import { listPredictions } from './listPredictions';
import { readLimit, readPredictionFilters } from './readFilters';
import { itemLife, type Operation } from '../../item/runOperation';

/** Lists the account's predictions: one row each, newest first. */
const getMany: Operation = async (item) => {
	const filters = readPredictionFilters(item);
	const limit = readLimit(item);
	const predictions = await listPredictions(item, filters, limit);
	return predictions.map((prediction) => ({
		json: listedRow(prediction),
		pairedItem: { item: item.index },
	}));
};

/**
 * The prediction as the API names it, but for `error`, which n8n would take for the failure of the row
 * and of the node. What a failed prediction says stands in `failure`.
 */
function listedRow({ error, ...fields }: IDataObject): IDataObject {
	const isSaid = error !== undefined && error !== null && error !== '';
	return isSaid ? { ...fields, failure: error } : fields;
}

export function getManyOperation(environment: Environment): INodePropertyOptions {
	return {
		name: 'Get Many',
		value: 'getMany',
		action: 'Get many generations',
		description: 'List the account’s predictions of the last 7 days, newest first',
		routing: {
			request: { method: 'POST', url: '/api/v3/predictions' },
			send: { paginate: true },
			operations: { pagination: itemLife(getMany, environment) },
		},
	};
}
