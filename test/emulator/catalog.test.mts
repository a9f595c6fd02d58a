import { call, closeAll, start } from './client.mts';

afterEach(closeAll);

const schemasOf = async () => {
	const emulator = await start();
	const { json } = await call(emulator, 'GET', '/api/v3/models');
	return {
		emulator,
		models: json.data as any[],
		schema: (model: any) => model.api_schema.api_schemas[0].request_schema,
	};
};

describe('the catalogue', () => {
	test('is a bare list of complete rows that lead back to the emulator', async () => {
		const { emulator, models } = await schemasOf();
		expect(new Set(models.map(({ model_id: id }) => id)).size).toBe(models.length);
		for (const model of models) {
			expect(Object.keys(model).sort()).toEqual([
				'api_schema',
				'base_price',
				'description',
				'formula',
				'model_id',
				'name',
				'sort_order',
				'type',
			]);
			expect(model.api_schema.api_schemas[0].server.replace(/\/$/, '')).toBe(emulator.url);
		}
	});

	test('holds the whole Sora 2 family', async () => {
		const { models } = await schemasOf();
		expect(models.map(({ model_id: id }) => id).filter((id) => id.startsWith('openai/'))).toEqual([
			'openai/sora-2/text-to-video',
			'openai/sora-2/text-to-video-pro',
			'openai/sora-2/image-to-video',
			'openai/sora-2/image-to-video-pro',
			'openai/sora-2/characters',
			'openai/sora-2-pro/text-to-video',
			'openai/sora-2-pro/image-to-video',
		]);
	});

	const property = (test: (property: any) => boolean) => (schema: any) =>
		Object.values(schema.properties).some(test);
	test.each<[string, (schema: any) => boolean]>([
		['a $ref that leads nowhere', property((p) => p.items?.$ref !== undefined)],
		['a property without a type', property((p) => p.type === undefined)],
		['numbers to choose from, out of order', property((p) => JSON.stringify(p.enum) === '[8,4,6]')],
		[
			'x-enum inside list items',
			property((p) => Object.values(p.items?.properties ?? {}).some((q: any) => 'x-enum' in q)),
		],
		['a list without items', property((p) => p.type === 'array' && p.items === undefined)],
		[
			'a list of texts with bounds',
			property((p) => p.items?.type === 'string' && p.minItems === 1 && p.maxItems > 1),
		],
		['flags for API callers only', property((p) => p.disabled === true)],
		['hidden fields', property((p) => p['x-hidden'] === true)],
		['number bounds on a text', property((p) => p.type === 'string' && p.minimum !== undefined)],
		['null for a value', property((p) => p.nullable === true)],
		['a sentence for a component', property((p) => / /.test(p['x-ui-component'] ?? ''))],
		['a zip file', property((p) => p['x-accept'] === 'application/zip')],
		['stray keys', (schema) => schema.seed !== undefined],
		['allOf', (schema) => schema.allOf !== undefined],
		['additionalProperties:false', (schema) => schema.additionalProperties === false],
		['nothing required', (schema) => schema.required === undefined],
		['no prompt', (schema) => schema.properties.prompt === undefined],
		[
			'an order that leaves one out',
			(schema) =>
				Object.keys(schema.properties).some((key) => !schema['x-order-properties'].includes(key)),
		],
		[
			'an order that names too many',
			(schema) => schema['x-order-properties'].some((key: string) => !(key in schema.properties)),
		],
	])('has a model with %s', async (_trap, has) => {
		const { models, schema } = await schemasOf();
		expect(models.some((model) => has(schema(model)))).toBe(true);
	});
});
