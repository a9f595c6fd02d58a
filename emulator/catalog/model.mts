/** A property as the catalogue describes it: JSON Schema with keys of its own and, now and then, with mistakes. */
export type PropertySchema = Record<string, unknown>;

export interface RequestSchema extends Record<string, unknown> {
	type: 'object';
	properties: Record<string, PropertySchema>;
	required?: string[];
	'x-order-properties': string[];
}

/** One entry of `GET /api/v3/models`. */
export interface CatalogModel {
	model_id: string;
	name: string;
	/** USD */
	base_price: number;
	/** JSONata over the input, in millionths of a USD; '' means the base price. */
	formula: string;
	description: string;
	type: string;
	sort_order: number;
	api_schema: {
		api_schemas: [
			{
				type: 'model_run';
				method: 'POST';
				server: string;
				api_path: string;
				request_schema: RequestSchema;
			},
		];
	};
}

export interface ModelFacts {
	id: string;
	type: string;
	basePriceUsd: number;
	formula?: string;
	description: string;
	properties: Record<string, PropertySchema>;
	required?: string[];
	/** Where the catalogue's order is not that of the properties, or names others. */
	order?: string[];
	/** Further keys of the request schema: allOf, additionalProperties, stray ones. */
	schemaExtras?: Record<string, unknown>;
	/** Where the catalogue's row has a path other than /api/v3/{id}. */
	apiPath?: string;
	/** A few rows end their server with a slash. */
	serverSuffix?: '/';
}

export function schemaOf(model: CatalogModel): RequestSchema {
	return model.api_schema.api_schemas[0].request_schema;
}

/** A catalogue row in the shape the API serves. `server` is the emulator's own address: nothing may lead to the real API from here. */
export function catalogModel(facts: ModelFacts, sortOrder: number, server: string): CatalogModel {
	return {
		model_id: facts.id,
		name: facts.id,
		base_price: facts.basePriceUsd,
		formula: facts.formula ?? '',
		description: facts.description,
		type: facts.type,
		sort_order: sortOrder,
		api_schema: {
			api_schemas: [
				{
					type: 'model_run',
					method: 'POST',
					server: server + (facts.serverSuffix ?? ''),
					api_path: facts.apiPath ?? `/api/v3/${facts.id}`,
					request_schema: {
						type: 'object',
						properties: facts.properties,
						...(facts.required ? { required: facts.required } : {}),
						'x-order-properties': facts.order ?? Object.keys(facts.properties),
						...facts.schemaExtras,
					},
				},
			],
		},
	};
}
