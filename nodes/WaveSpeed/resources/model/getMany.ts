import type { INodeExecutionData } from 'n8n-workflow';

import { InputError } from '../../errors/errorClasses';
import { redact } from '../../errors/redact';
import { catalogueOf } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import { readBooleanOption } from '../../item/readBooleanOption';
import type { Model } from '../../models/model';
import type { Operation } from '../operation';
import { readLimit } from '../prediction/predictionFilters';
import { modelRow } from './get';

/** Lists the catalogue in the vendor's order: one row for each model. */
async function getMany(item: Item): Promise<INodeExecutionData[]> {
	const limit = readLimit(item);
	const words = item.parameter('filters.search', '');
	const type = String(item.parameter('filters.type', '') ?? '').trim();
	const withInputs = readBooleanOption(item, 'options.includeInputs', 'Include Inputs', false);
	const { models } = await catalogueOf(item);
	if (type !== '') checkType(type, models);
	return models
		.filter((model) => type === '' || model.type === type)
		.filter(matchesWords(String(words ?? '')))
		.slice(0, limit)
		.map((model) => ({
			json: modelRow(model, withInputs),
			pairedItem: { item: item.index },
		}));
}

/** A type that no model has is a typo; an empty result would not say so. */
function checkType(type: string, models: readonly Model[]): void {
	const types = [...new Set(models.map((model) => model.type))].filter((one) => one !== '').sort();
	if (types.includes(type)) return;
	throw new InputError(
		`WaveSpeed has no models of the type “${redact(type)}”. Its types are ${types.join(', ')}.`,
		{ reason: 'invalidFilter', field: 'filters.type' },
	);
}

export const getManyOperation: Operation = {
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many models',
	description: 'List the models of the catalogue, in WaveSpeed’s own order',
	steps: getMany,
};

/**
 * Makes a test that matches models against a search text.
 * @param filter all its words must occur, anywhere and in any case: `sora pro image` finds
 * `openai/sora-2/image-to-video-pro`
 */
function matchesWords(filter: string | undefined): (model: Model) => boolean {
	const words = (filter ?? '').toLowerCase().split(/\s+/).filter(Boolean);
	return ({ id, type, description }) => {
		// Ids are searched as written and as read, so that `sora 2` and `text to video` match too.
		const text = `${id} ${id.replace(/[/_-]+/g, ' ')} ${type} ${description}`.toLowerCase();
		return words.every((word) => text.includes(word));
	};
}
