import type { INodeExecutionData } from 'n8n-workflow';

import type { Item } from '../../item/item';
import { catalogueOf } from '../../item/catalogueOfItem';
import { modelNotFound } from '../../models/modelErrors';
import { readChosenModel } from '../../submission/request/readRequest';
import { modelRow } from './modelRow';
import type { Operation } from '../operation';

/** Returns what a model does, costs and takes. */
async function get(item: Item): Promise<INodeExecutionData[]> {
	const id = await readChosenModel(item);
	const catalogue = await catalogueOf(item);
	const model = catalogue.find(id);
	if (model) return [{ json: modelRow(model, true), pairedItem: { item: item.index } }];
	throw modelNotFound(catalogue, id);
}

export const getOperation: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get model',
	description: 'Get what a model does, what it costs and which inputs it takes',
	steps: get,
};
