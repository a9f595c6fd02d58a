import { readModel, type Model, type SchemaInput } from '../../nodes/WaveSpeed/models/model.ts';

/** A row of the catalogue as the API sends it, around a request schema. */
export function rowOf(
	schema: unknown,
	more: Record<string, unknown> = {},
): Record<string, unknown> {
	return {
		model_id: 'acme/one',
		name: 'acme/one',
		base_price: 0.4,
		formula: '',
		description: 'Makes things.',
		type: 'text-to-video',
		sort_order: 10,
		api_schema: {
			api_schemas: [
				{ type: 'model_run', method: 'POST', api_path: '/api/v3/acme/one', request_schema: schema },
			],
		},
		...more,
	};
}

/** @param properties the properties of a request schema; `more` stands beside them */
export function modelFrom(
	properties: Record<string, unknown>,
	more: Record<string, unknown> = {},
): Model {
	return readModel(rowOf({ type: 'object', properties, ...more }), 0) as Model;
}

/** @returns the one input of a schema with one property */
export function inputFrom(property: unknown, name = 'thing'): SchemaInput {
	return modelFrom({ [name]: property }).inputs?.[0] as SchemaInput;
}
