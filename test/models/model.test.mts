import fc from 'fast-check';

import { detectMedia } from '../../nodes/WaveSpeed/schema/detectMedia.ts';
import { readModel } from '../../nodes/WaveSpeed/models/model.ts';
import { readableName } from '../../nodes/WaveSpeed/models/readableName.ts';
import { formOf } from '../../nodes/WaveSpeed/panel/formOf.ts';
import { inputFrom, modelFrom, rowOf } from './modelFrom.mts';

describe('a row of the catalogue', () => {
	it('reads id, type, price and inputs', () => {
		const model = readModel(rowOf({ type: 'object', properties: { text: { type: 'string' } } }), 7);
		expect(model).toMatchObject({
			id: 'acme/one',
			type: 'text-to-video',
			basePriceUsd: 0.4,
			position: 7,
			closed: true,
		});
		expect(model?.inputs?.map(({ name }) => name)).toEqual(['text']);
	});

	it.each([
		['no schema at all', { api_schema: undefined }],
		['an empty list of schemas', { api_schema: { api_schemas: [] } }],
		['a schema that is a text', { api_schema: { api_schemas: [{ request_schema: 'none' }] } }],
		[
			'a schema without properties',
			{ api_schema: { api_schemas: [{ request_schema: { type: 'object' } }] } },
		],
	])('has no inputs to check against with %s', (_, more) => {
		expect(readModel(rowOf({}, more), 0)).toMatchObject({ inputs: undefined, closed: false });
	});

	it.each([null, 'text', 7, [], {}, { model_id: '' }, { model_id: 7 }])(
		'is none without an id: %j',
		(raw) => {
			expect(readModel(raw, 0)).toBeUndefined();
		},
	);

	it('takes no price that is none', () => {
		for (const price of ['0.4', -1, NaN, null]) {
			expect(readModel(rowOf({}, { base_price: price }), 0)).not.toHaveProperty('basePriceUsd');
		}
	});

	it('is open where the schema allows more than it names', () => {
		expect(modelFrom({}, { additionalProperties: true }).closed).toBe(false);
		expect(modelFrom({}, { additionalProperties: { type: 'string' } }).closed).toBe(false);
		expect(modelFrom({}, { additionalProperties: false }).closed).toBe(true);
	});

	it('never throws, whatever the API sends', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (row, schema, property) => {
				readModel(row, 0);
				const model = readModel(rowOf(schema), 0);
				formOf(model?.inputs ?? []);
				formOf(modelFrom({ any: property }).inputs ?? []);
			}),
		);
	});
});

describe('the inputs of a model', () => {
	it('follow the vendor’s order, which names what does not exist and forgets what does', () => {
		const { inputs } = modelFrom(
			{ forgotten: {}, second: {}, first: {} },
			{ 'x-order-properties': ['first', 'gone', 'second', 'first'] },
		);
		expect(inputs?.map(({ name }) => name)).toEqual(['first', 'second', 'forgotten']);
	});

	it.each([
		[{ type: 'integer', minimum: 5, maximum: 10, step: 5 }, [5, 10]],
		[{ type: 'integer', minimum: 4, maximum: 12, step: 4 }, [4, 8, 12]],
		[{ type: 'integer', minimum: 5, maximum: 12, step: 5 }, undefined],
		[{ type: 'integer', minimum: 4, maximum: 12, step: 1 }, undefined],
		[{ type: 'integer', minimum: 500, maximum: 10_000, step: 10 }, undefined],
		[{ type: 'number', minimum: 0, maximum: 1, step: 0.5 }, undefined],
		[{ type: 'integer', minimum: 5, maximum: 10, step: 5, enum: [5, 6] }, [5, 6]],
	])('have the few values that a step leaves: %j', (property, choices) => {
		expect(modelFrom({ duration: property }).inputs?.[0]?.choices).toEqual(choices);
	});

	it('leave out names that would reach a prototype', () => {
		const properties = JSON.parse(
			'{"__proto__": {"type": "string"}, "constructor": {}, "text": {}}',
		) as object;
		expect(modelFrom({ ...properties }).inputs?.map(({ name }) => name)).toEqual(['text']);
	});

	it('ignore a stray schema beside the properties', () => {
		const { inputs } = modelFrom(
			{ text: { type: 'string' } },
			{ seed: { title: 'Seed', type: 'integer' } },
		);
		expect(inputs?.map(({ name }) => name)).toEqual(['text']);
	});

	it('keep numbers in choices numbers', () => {
		expect(inputFrom({ type: 'number', enum: [0.25, 0.5, 1, 2] }).choices).toEqual([
			0.25, 0.5, 1, 2,
		]);
		expect(inputFrom({ type: 'integer', enum: [8, 4, 6] }).choices).toEqual([8, 4, 6]);
	});

	it('take the kind of their choices where the schema has no type', () => {
		expect(inputFrom({ enum: ['16:9', '9:16'] })).toMatchObject({
			kind: 'string',
			choices: ['16:9', '9:16'],
		});
		expect(inputFrom({ description: 'Anything.' }).kind).toBe('any');
	});

	it.each(['anyOf', 'oneOf'])('read the only kind beside null of %s', (word) => {
		const steps = { type: 'integer', minimum: 1, maximum: 50 };
		expect(
			inputFrom({ [word]: [steps, { type: 'null' }], description: 'Steps.', default: null }),
		).toMatchObject({
			kind: 'integer',
			nullable: true,
			minimum: 1,
			maximum: 50,
			description: 'Steps.',
		});
		expect(inputFrom({ [word]: [steps] })).not.toHaveProperty('nullable');
		expect(inputFrom({ [word]: [{ type: 'null' }, steps, { type: 'string' }] }).kind).toBe('any');
		expect(inputFrom({ [word]: [] }).kind).toBe('any');
		expect(inputFrom({ [word]: ['integer'] }).kind).toBe('any');
		const loras = { type: 'array', items: { [word]: [{ $ref: '#/x/LoraWeight' }] } };
		expect(inputFrom(loras).items).toMatchObject({ kind: 'object', required: true });
	});

	it('read a nullable type', () => {
		expect(inputFrom({ type: ['string', 'null'] })).toMatchObject({
			kind: 'string',
			nullable: true,
		});
		expect(inputFrom({ type: 'string', nullable: true })).toMatchObject({
			kind: 'string',
			nullable: true,
		});
	});

	it('offer the values of x-enum without insisting on them', () => {
		const input = inputFrom({ type: 'string', 'x-enum': ['Alice', 'Bill'] });
		expect(input.suggestions).toEqual(['Alice', 'Bill']);
		expect(input).not.toHaveProperty('choices');
	});

	it('put right a range whose ends are swapped', () => {
		expect(inputFrom({ type: 'integer', minimum: 2147483647, maximum: 0 })).toMatchObject({
			minimum: 0,
			maximum: 2147483647,
		});
	});

	it('know the LoRA entries whose schema is published nowhere', () => {
		const input = inputFrom({ type: 'array', items: { $ref: '#/components/schemas/LoraWeight' } });
		expect(input.items?.inputs).toMatchObject([
			{ name: 'path', kind: 'string', required: true },
			{ name: 'scale', kind: 'number', required: false },
		]);
	});

	it('leave open what another dangling reference means', () => {
		expect(
			inputFrom({ type: 'array', items: { $ref: '#/components/schemas/Other' } }).items?.kind,
		).toBe('any');
	});

	it('hide what is meant for API callers', () => {
		expect(inputFrom({ type: 'boolean', disabled: true }).hidden).toBe(true);
		expect(inputFrom({ type: 'string', 'x-hidden': true }).hidden).toBe(true);
		expect(inputFrom({ type: 'string', 'x-ui-component': 'select width*height' }).hidden).toBe(
			false,
		);
	});

	it('end at a sane depth in a schema that goes on forever', () => {
		const endless: Record<string, unknown> = { type: 'array' };
		endless.items = endless;
		expect(inputFrom(endless).kind).toBe('list');
	});
});

describe('files as inputs', () => {
	const media = (name: string, schema: Record<string, unknown>) =>
		inputFrom({ type: 'string', ...schema }, name).media;

	it.each([
		['image', {}, { kind: 'image', many: false }],
		['last_image', {}, { kind: 'image', many: false }],
		['front_image_url', {}, { kind: 'image', many: false }],
		['mask_video', {}, { kind: 'video', many: false }],
		[
			'data',
			{ 'x-accept': 'application/zip' },
			{ kind: 'file', accept: ['application/zip'], many: false },
		],
		['first_image', { 'x-accpet': 'image/*' }, { kind: 'image', accept: ['image/*'], many: false }],
		[
			'song',
			{ 'x-accept': 'audio/mp3,audio/wav' },
			{ kind: 'audio', accept: ['audio/mp3', 'audio/wav'], many: false },
		],
		[
			'first_frame',
			{ 'x-ui-component-props': { accept: 'image/*' } },
			{ kind: 'image', accept: ['image/*'], many: false },
		],
		[
			'audio',
			{ 'x-accept': '.mp3,.m4a' },
			{ kind: 'audio', accept: ['.mp3', '.m4a'], many: false },
		],
		['reference', { format: 'uri' }, { kind: 'file', many: false }],
	])('are found: %s %j', (name, schema, expected) => {
		expect(media(name, schema)).toEqual(expected);
	});

	it('are several in a list', () => {
		const images = { type: 'array', items: { type: 'string' } };
		expect(inputFrom(images, 'images').media).toEqual({ kind: 'image', many: true });
		// A newer catalogue leaves out what the entries are.
		expect(inputFrom({ type: 'array', 'x-accept': 'video/*' }, 'reference_videos').media).toEqual({
			kind: 'video',
			accept: ['video/*'],
			many: true,
		});
		expect(inputFrom({ ...images, 'x-accept': 'image/*,video/*' }, 'urls').media?.kind).toBe(
			'file',
		);
	});

	it.each([
		['image_size', { type: 'string' }],
		['audio_mode', { type: 'string' }],
		['image', { type: 'string', enum: ['a', 'b'] }],
		['generate_audio', { type: 'boolean' }],
		['num_images', { type: 'integer' }],
		['sound_effect_prompt', { type: 'string' }],
		['images', { type: 'array', items: { type: 'object', properties: {} } }],
		['prompt', { type: 'string', 'x-ui-component': 'textarea' }],
	])('are not seen in %s %j', (name, schema) => {
		expect(inputFrom(schema, name).media).toBeUndefined();
	});

	it('ignore a list of types that is not a list', () => {
		expect(
			detectMedia('image', { 'x-accept': 'any picture you like' }, { kind: 'string' }),
		).toEqual({
			kind: 'image',
			many: false,
		});
	});
});

it.each([
	['negative_prompt', 'Negative Prompt'],
	['cfg_scale', 'CFG Scale'],
	['high_noise_loras', 'High Noise LoRAs'],
	['num_inference_steps', 'Number of Inference Steps'],
	['end_time_relative_to', 'End Time Relative to'],
	['front_image_url', 'Front Image URL'],
	['camelCase', 'Camel Case'],
	['music_length_ms', 'Music Length (ms)'],
	['constructor', 'Constructor'],
	['__', '__'],
])('%s is read as %s', (name, title) => {
	expect(readableName(name)).toBe(title);
});
