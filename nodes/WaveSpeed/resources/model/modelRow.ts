import type { IDataObject } from 'n8n-workflow';

import type { Model, SchemaInput } from '../../models/model';
import { readableName } from '../../models/readableName';
import { modelPage } from '../../panel/modelPage';

/** What a workflow, or an agent, gets to know about a model. The price is in US dollars. */
export function modelRow(model: Model, withInputs: boolean): IDataObject {
	const { id, type, description, basePriceUsd, inputs } = model;
	return {
		id,
		// The maker stands in the id; the rest of it is what people call the model.
		name: id.split('/').slice(1).map(readableName).join(' '),
		type,
		description,
		base_price: basePriceUsd ?? null,
		url: modelPage(id),
		// null where the vendor publishes no schema: such a model takes inputs, but nobody knows which.
		...(withInputs && { inputs: inputs?.filter(({ hidden }) => !hidden).map(inputFacts) ?? null }),
	};
}

/** An input in the words of JSON Schema, with what is not known left out. */
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
