import { formOf } from '../../nodes/WaveSpeed/panel/formOf.ts';
import { FORM_LABEL_LIMIT_CHARACTERS, FORM_OPTIONAL_SHOWN } from '../../nodes/WaveSpeed/policy.ts';
import { modelFrom } from '../models/modelFrom.mts';

const formFrom = (properties: Record<string, unknown>, more: Record<string, unknown> = {}) =>
	formOf(modelFrom(properties, more).inputs ?? []);
const labelFrom = (name: string, property: unknown, more?: Record<string, unknown>) =>
	formFrom({ [name]: property }, more)[0]?.displayName;

it('shows required inputs first, each group in the model’s order', () => {
	const form = formFrom(
		{ a: {}, b: {}, c: {}, d: {} },
		{ required: ['d', 'b'], 'x-order-properties': ['d', 'c', 'b', 'a'] },
	);
	expect(form.map(({ id, required }) => [id, required])).toEqual([
		['d', true],
		['b', true],
		['c', false],
		['a', false],
	]);
});

it('leaves out the prompt, which has its own field, and what is meant for API callers', () => {
	const form = formFrom({
		prompt: { type: 'string' },
		enable_sync_mode: { type: 'boolean', disabled: true },
		size: { type: 'string', 'x-hidden': true },
		text: { type: 'string' },
	});
	expect(form.map(({ id }) => id)).toEqual(['text']);
});

it('makes no wall of a model with many inputs', () => {
	const properties = Object.fromEntries(
		Array.from({ length: 15 }, (_, index) => [`input_${index}`, { type: 'string' }]),
	);
	const form = formFrom(properties, { required: ['input_14', 'input_13'] });
	expect(form).toHaveLength(15);
	expect(form.filter(({ removed }) => !removed)).toHaveLength(2 + FORM_OPTIONAL_SHOWN);
	expect(form.slice(0, 2).map(({ id, removed }) => [id, removed])).toEqual([
		['input_13', false],
		['input_14', false],
	]);
});

it('names the default and fills in nothing', () => {
	const [field] = formFrom({
		duration: { type: 'integer', enum: [4, 8], default: 4, description: 'In seconds.' },
	});
	expect(field).toMatchObject({
		displayName: 'Duration (s, default 4)',
		type: 'options',
		defaultValue: null,
		options: [
			{ name: '4 (default)', value: 4 },
			{ name: '8', value: 8 },
		],
	});
});

it('offers yes and no instead of a switch, which cannot be left unset', () => {
	const [field] = formFrom({ generate_audio: { type: 'boolean', default: true } });
	expect(field).toMatchObject({
		type: 'options',
		options: [
			{ name: 'Yes (default)', value: true },
			{ name: 'No', value: false },
		],
	});
});

it('marks a file as required in words only, because it may come from a binary field', () => {
	const [image, text] = formFrom(
		{ image: { type: 'string' }, text: { type: 'string' } },
		{ required: ['image', 'text'] },
	);
	expect(image).toMatchObject({
		required: false,
		displayName: 'Image (required: URL/file)',
	});
	expect(text).toMatchObject({ required: true, displayName: 'Text (required)' });
});

it.each(['array', 'object', 'integer', 'number', undefined])(
	'has a text field for %s: the editor’s own makes 15 of 1,5, or greets with an error',
	(type) => {
		expect(formFrom({ anything: { type } })).toEqual([expect.objectContaining({ type: 'string' })]);
	},
);

it.each([
	[
		'seed',
		{ type: 'integer', default: -1, description: '-1 means a random seed.' },
		'Seed (-1: random)',
	],
	[
		'guidance_scale',
		{ type: 'number', minimum: 0, maximum: 20, default: 3.5 },
		'Guidance Scale (0–20)',
	],
	[
		'duration',
		{ type: 'integer', minimum: 4, maximum: 15, default: 5, description: 'Seconds.' },
		'Duration (4–15 s, default 5)',
	],
	[
		'duration',
		{
			type: 'integer',
			minimum: 5,
			maximum: 240,
			default: 60,
			description: 'Audio length in seconds.',
		},
		'Duration (s, default 60)',
	],
	[
		'duration',
		{ type: 'integer', enum: [5, 8], default: 5, description: 'The duration of the media.' },
		'Duration (s, default 5)',
	],
	['duration', { type: 'integer', maximum: 60_000, default: 9_000 }, 'Duration (default 9000)'],
	['duration', { type: 'integer', default: 2, description: 'Minutes.' }, 'Duration (default 2)'],
	['max_tokens', { type: 'integer', minimum: 1 }, 'Max Tokens (from 1)'],
	['size', { type: 'string', minimum: 512, maximum: 2048 }, 'Size (W*H, 512–2048)'],
	['size', { type: 'string', default: '1024*1024' }, 'Size (default 1024*1024)'],
	['text', { type: 'string', maxLength: 2000 }, 'Text (up to 2000)'],
	[
		'voice_id',
		{ type: 'string', 'x-enum': ['Alice'], default: 'Alice' },
		'Voice ID (default Alice)',
	],
	[
		'images',
		{ type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 3 },
		'Images (1–3 URLs or files)',
	],
	[
		'loras',
		{ type: 'array', items: { $ref: '#/x/LoraWeight' }, maxItems: 3 },
		'LoRAs (URLs or paths)',
	],
	[
		'shots',
		{ type: 'array', items: { type: 'object', properties: { prompt: {}, duration: {} } } },
		'Shots (JSON list)',
	],
	['words', { type: 'array', items: { type: 'string' } }, 'Words (one or JSON list)'],
	['camera', { type: 'object', properties: {} }, 'Camera (JSON)'],
	['style', { type: 'string', default: 'a very long default that nobody reads' }, 'Style'],
])('labels %s %j', (name, property, label) => {
	expect(labelFrom(name, property)).toBe(label);
});

const list = (items: object, more: object = {}) => ({ type: 'array', items, ...more });
const LINE = { type: 'object', properties: { speaker: { type: 'string' } } };

it.each([
	['tags', { type: 'string' }, 'Tags (required)'],
	['text', { type: 'string', default: 'Hello world!' }, 'Text (required)'],
	['text', { type: 'string', maxLength: 600 }, 'Text (required, up to 600)'],
	['text', { type: 'string', maxLength: 10_000 }, 'Text (required)'],
	['speakers', list(LINE, { minItems: 1, maxItems: 2 }), 'Speakers (required: JSON)'],
	['words', list({ type: 'string' }), 'Words (required)'],
	['camera', { type: 'object', properties: {} }, 'Camera (required: JSON)'],
	['images', list({ type: 'string' }, { maxItems: 6 }), 'Images (required: URLs)'],
	['images', list({ type: 'string' }, { maxItems: 1 }), 'Images (required: URL/file)'],
	['last_image', { type: 'string' }, 'Last Image (required)'],
	['reference_voices', { type: 'string' }, 'Ref. Voices (required)'],
	['front_image_url', { type: 'string' }, 'Front Image (required)'],
	['voice_description', { type: 'string' }, 'Voice Description'],
	['sampler', { type: 'string', enum: ['a', 'b'] }, 'Sampler (required)'],
	// It gets its default if it is left empty.
	['sampler', { type: 'string', enum: ['a', 'b'], default: 'a' }, 'Sampler (default a)'],
])('labels a required %s %j', (name, property, label) => {
	const [field] = formFrom({ [name]: property }, { required: [name] });
	expect(field?.displayName).toBe(label);
});

it.each([
	['number_of_wonderful_inference_steps', { type: 'integer', default: 28 }],
	['a_title_that_is_longer_than_any_line_of_a_form_has_room_for', { type: 'boolean' }],
])('keeps the label of %s on its line', (name, property) => {
	expect(labelFrom(name, property)?.length).toBeLessThanOrEqual(FORM_LABEL_LIMIT_CHARACTERS);
});

it('says of choices that are not the only ones how to give another', () => {
	const [voice] = formFrom({ voice_id: { type: 'string', 'x-enum': ['Alice', 'Bill'] } });
	expect(voice?.options).toEqual([
		{
			name: 'Alice',
			value: 'Alice',
			description: 'Any other value can be given as an expression',
		},
		{ name: 'Bill', value: 'Bill' },
	]);
});

it('shows the LoRAs of a LoRA model before what only tunes it', () => {
	const number = { type: 'number' };
	const form = formFrom({
		seed: number,
		guidance_scale: number,
		num_inference_steps: number,
		strength: number,
		enable_base: { type: 'boolean' },
		output_format: { type: 'string', enum: ['png'] },
		loras: { type: 'array', items: { $ref: '#/x/LoraWeight' } },
	});
	expect(form[0]).toMatchObject({ id: 'loras', removed: false });
});

it.each([
	[{ image: { type: 'string' }, seed: {} }, true],
	[{ seed: {}, size: { type: 'string' } }, false],
])('tells the rest of the panel whether %j takes a file', (properties, takes) => {
	const [first, ...rest] = formFrom(properties);
	expect(first?.modelTakesFile).toBe(takes);
	expect(rest.every((field) => field.modelTakesFile === undefined)).toBe(true);
});

it('shows a model’s duration rather than its lists of reference files', () => {
	const list = { type: 'array', items: { type: 'string' } };
	const form = formFrom({
		reference_images: list,
		reference_videos: list,
		reference_audios: list,
		aspect_ratio: { type: 'string' },
		resolution: { type: 'string' },
		duration: { type: 'integer' },
		seed: { type: 'integer' },
	});
	expect(form.filter(({ removed }) => !removed).map(({ id }) => id)).toEqual([
		'aspect_ratio',
		'resolution',
		'duration',
		'reference_images',
		'reference_videos',
	]);
});

it('asks for a file later where the operation works from words', () => {
	const { inputs = [] } = modelFrom({
		image: { type: 'string', description: 'An image to begin with.' },
		strength: { type: 'number' },
		size: { type: 'string' },
	});
	const idsOf = (from?: 'words' | 'image') =>
		formOf(inputs, undefined, undefined, from).map(({ id }) => id);
	expect(idsOf('words')).toEqual(['size', 'image', 'strength']);
	expect(idsOf('image')).toEqual(['image', 'size', 'strength']);
	expect(idsOf()).toEqual(['image', 'size', 'strength']);
});
