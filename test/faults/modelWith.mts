import { MODEL } from './scriptedApi.mts';

/** A row of the catalogue for the model of the tests, with these inputs beside its prompt. */
export const modelWith = (properties: object) => ({
	model_id: MODEL,
	type: 'text-to-video',
	api_schema: {
		api_schemas: [
			{
				type: 'model_run',
				request_schema: {
					type: 'object',
					properties: { prompt: { type: 'string' }, ...properties },
					required: ['prompt'],
				},
			},
		],
	},
});
