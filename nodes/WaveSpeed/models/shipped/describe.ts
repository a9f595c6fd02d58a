import { readModel, type Model } from '../model';

type Property = Record<string, unknown>;

/**
 * A short form of a model's row in the catalogue: only what its form needs.
 * @param required the required inputs
 */
export function describe(
	id: string,
	type: string,
	properties: Record<string, Property>,
	required: readonly string[],
): Model {
	const request_schema = {
		type: 'object',
		properties,
		required,
		'x-order-properties': Object.keys(properties),
	};
	const api_schema = { api_schemas: [{ type: 'model_run', request_schema }] };
	return readModel({ model_id: id, type, api_schema }, 0) as Model;
}

export const text: Property = { type: 'string' };
export const seed: Property = { type: 'integer', default: -1, description: '-1: random' };

export function choice(values: readonly string[], standard?: string): Property {
	return {
		type: 'string',
		enum: values,
		...(standard !== undefined && { default: standard }),
	};
}

export function seconds(
	minimum: number,
	maximum: number,
	standard: number,
	type = 'integer',
): Property {
	return { type, minimum, maximum, default: standard, description: 'Length in seconds.' };
}
