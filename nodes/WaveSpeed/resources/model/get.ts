import type { INodePropertyOptions } from 'n8n-workflow';

import { checkModelId } from '../../api/paths';
import type { Environment } from '../../environment';
import { modelNotFound } from '../../models/modelErrors';
import { readModelId } from '../../models/readModelId';
import { readCatalogue } from '../../models/readCatalogue';
import { itemLife, type Operation } from '../../item/runOperation';
import { modelRow } from './modelRow';

/** Tells what a model does, costs and takes. */
const get: Operation = async (item) => {
	const id = checkModelId(
		readModelId(item.parameter<unknown>('model', '', { extractValue: true })),
	);
	const catalogue = await readCatalogue(item);
	const model = catalogue.find(id);
	if (model) return [{ json: modelRow(model, true), pairedItem: { item: item.index } }];
	throw modelNotFound(catalogue, id);
};

export function getOperation(environment: Environment): INodePropertyOptions {
	return {
		name: 'Get',
		value: 'get',
		action: 'Get model',
		description: 'Tell what a model does, what it costs and which inputs it takes',
		routing: {
			request: { method: 'GET', url: '/api/v3/models' },
			send: { paginate: true },
			operations: { pagination: itemLife(get, environment) },
		},
	};
}
