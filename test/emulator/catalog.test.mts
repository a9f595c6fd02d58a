import { startEmulator } from '../../emulator/index.mts';
import { call, closeAll, generate, SORA, start, submit } from './client.mts';

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

	test('holds models of today beside it, of every kind people ask for', async () => {
		const { models } = await schemasOf();
		const ids = (type: string) =>
			models.filter((model) => model.type === type).map(({ model_id: id }) => id);
		expect(ids('text-to-video').slice(0, 3)).toEqual([
			'wavespeed-ai/minimax-h3/text-to-video',
			'bytedance/seedance-2.5/text-to-video',
			'alibaba/wan-3.0/text-to-video',
		]);
		expect(ids('image-to-video')).toContain('bytedance/seedance-2.5/image-to-video');
		expect(ids('text-to-image')).toEqual(
			expect.arrayContaining(['wavespeed-ai/z-image/turbo', 'bytedance/seedream-v5.0-pro']),
		);
		for (const type of [
			'upscaler',
			'digital-human',
			'text-to-audio',
			'speech-to-text',
			'image-to-text',
			'text-to-3d',
			'image-to-3d',
			'lora-support',
			'training',
		])
			expect(ids(type)).not.toEqual([]);
	});

	test('has the default model of the vendor’s newest client, with its real inputs', async () => {
		const { models, schema } = await schemasOf();
		const model = models.find(({ model_id: id }) => id === 'wavespeed-ai/minimax-h3/text-to-video');
		const { properties, required } = schema(model);
		expect(required).toEqual(['prompt']);
		expect(properties.aspect_ratio).toMatchObject({
			default: '16:9',
			enum: ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '9:21'],
		});
		expect(properties.resolution).toMatchObject({ default: '480p', enum: ['480p', '768p'] });
		expect(properties.duration).toMatchObject({ default: 5, minimum: 5, maximum: 15 });
		expect(properties.seed.default).toBe(-1);
	});

	test('lacks what it is started without, and refuses to run or price it', async () => {
		const emulator = await start({ without: ['wavespeed-ai/z-image/turbo', 'openai/sora-2*'] });
		const listed = (await call(emulator, 'GET', '/api/v3/models')).json.data.map(
			({ model_id: id }: any) => id,
		);
		expect(listed).not.toContain('wavespeed-ai/z-image/turbo');
		expect(listed.filter((id: string) => id.startsWith('openai/'))).toEqual([]);
		expect(listed).toContain('wavespeed-ai/z-image/turbo-lora');
		expect(await submit(emulator)).toMatchObject({ status: 404, json: { code: 404 } });
		emulator.quirks.unknownModel = '400';
		expect(await submit(emulator)).toMatchObject({
			status: 400,
			json: { code: 400, message: `model ${SORA} not found or offline` },
		});
		const price = { model_id: SORA, inputs: {} };
		expect((await call(emulator, 'POST', '/api/v3/model/price', price)).status).toBe(400);
		expect(emulator.predictions).toEqual([]);
	});

	test('can lose a model while it runs; what that model made stays', async () => {
		const emulator = await start();
		const { id } = await generate(emulator);
		emulator.withdraw(SORA);
		expect((await submit(emulator)).status).toBe(404);
		expect((await call(emulator, 'GET', `/api/v3/predictions/${id}/result`)).status).toBe(200);
	});

	test('does not start without a model it never had', async () => {
		await expect(startEmulator({ without: ['openai/sora-3'] })).rejects.toThrow(/openai\/sora-3/);
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
