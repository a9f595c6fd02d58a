import type { INodePropertyOptions } from 'n8n-workflow';

import { checkModelId } from '../../api/paths';
import type { Environment } from '../../environment';
import { InputError } from '../../errors/errorClasses';
import { readCatalogue } from '../../models/readCatalogue';
import { itemLife, type Operation } from '../../item/runOperation';
import { modelRow } from './modelRow';

/** Tells what a model does, costs and takes. */
const get: Operation = async (item) => {
	const id = checkModelId(item.parameter<unknown>('model', '', { extractValue: true }));
	const catalogue = await readCatalogue(item);
	const model = catalogue.find(id);
	if (model) return [{ json: modelRow(model, true), pairedItem: { item: item.index } }];
	const nearest = catalogue.nearest(id);
	throw new InputError(
		`WaveSpeed has no model ${id}.${nearest ? ` Did you mean ${nearest}?` : ''} Choose one from the list of the field “Model”; models are renamed and withdrawn now and then.`,
		{ reason: 'modelNotFound', model: id, field: 'model', ...(nearest && { nearest }) },
	);
};

export function getOperation(environment: Environment): INodePropertyOptions {
	return {
		name: 'Get',
		value: 'get',
		action: 'Get a model',
		description: 'Tell what a model does, what it costs and which inputs it takes',
		routing: {
			request: { method: 'GET', url: '/api/v3/models' },
			send: { paginate: true },
			operations: { pagination: itemLife(get, environment) },
		},
	};
}
