import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { modelPage } from '../../errors/vendorPages';
import { catalogueOf } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import type { Model, SchemaInput } from '../../models/model';
import { modelNotFound } from '../../models/modelErrors';
import { modelName } from '../../models/modelName';
import { readChosenModel } from '../../submission/request/readRequest';
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

/** What a workflow, or an agent, learns about a model. The price is in US dollars. */
export function modelRow(model: Model, withInputs: boolean): IDataObject {
	const { id, type, description, basePriceUsd, inputs } = model;
	return {
		id,
		name: modelName(id),
		type,
		description,
		base_price: basePriceUsd ?? null,
		url: modelPage(id),
		// null if the vendor publishes no schema: such a model takes inputs, but they are unknown.
		...(withInputs && { inputs: inputs?.filter(({ hidden }) => !hidden).map(inputFacts) ?? null }),
	};
}

/** An input in the terms of JSON Schema, without unknown properties. */
function inputFacts(input: SchemaInput): IDataObject {
	const { name, kind, required, description, media, items } = input;
	return withoutUndefined({
		name: name === '' ? undefined : name,
		type: kind === 'list' ? 'array' : kind,
		required: name === '' ? undefined : required,
		description: description === '' ? undefined : description,
		default: input.default,
		enum: input.choices,
		suggestions: input.suggestions,
		minimum: input.minimum,
		maximum: input.maximum,
		max_length: input.maxLength,
		min_items: input.minItems,
		max_items: input.maxItems,
		takes_file: media?.kind,
		items: items && inputFacts(items),
		properties: input.inputs?.map(inputFacts),
	});
}

function withoutUndefined(facts: Record<string, unknown>): IDataObject {
	return Object.fromEntries(
		Object.entries(facts).filter(([, value]) => value !== undefined),
	) as IDataObject;
}
