import type { INodePropertyOptions } from 'n8n-workflow';

import { matchesWords } from '../../models/matchesWords';
import type { Model } from '../../models/model';
import type { Environment } from '../../environment';
import { InputError } from '../../errors/errorClasses';
import { redact } from '../../errors/redact';
import { readCatalogue } from '../../models/readCatalogue';
import { readLimit } from '../prediction/readFilters';
import { itemLife, type Operation } from '../../item/runOperation';
import { modelRow } from './modelRow';

/** Lists the catalogue in the vendor's order: one row for each model. */
const getMany: Operation = async (item) => {
	const limit = readLimit(item);
	const words = item.parameter<unknown>('filters.search', '');
	const type = String(item.parameter<unknown>('filters.type', '') ?? '').trim();
	const withInputs = item.parameter('options.includeInputs', false);
	const { models } = await readCatalogue(item);
	if (type !== '') checkType(type, models);
	return models
		.filter((model) => type === '' || model.type === type)
		.filter(matchesWords(String(words ?? '')))
		.slice(0, limit)
		.map((model) => ({
			json: modelRow(model, withInputs),
			pairedItem: { item: item.index },
		}));
};

/** A type that no model has is a slip of the pen: no rows at all would not say so. */
function checkType(type: string, models: readonly Model[]): void {
	const types = [...new Set(models.map((model) => model.type))].filter((one) => one !== '').sort();
	if (types.includes(type)) return;
	throw new InputError(
		`WaveSpeed has no models of the type “${redact(type)}”. Its types are ${types.join(', ')}.`,
		{ reason: 'invalidFilter', field: 'filters.type' },
	);
}

export function getManyOperation(environment: Environment): INodePropertyOptions {
	return {
		name: 'Get Many',
		value: 'getMany',
		action: 'Get many models',
		description: 'List the models of the catalogue, in WaveSpeed’s own order',
		routing: {
			request: { method: 'GET', url: '/api/v3/models' },
			send: { paginate: true },
			operations: { pagination: itemLife(getMany, environment) },
		},
	};
}
