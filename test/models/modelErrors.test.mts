import { buildCatalog } from '../../emulator/catalog/index.mts';
import { makeCatalogue, type Catalogue } from '../../nodes/WaveSpeed/models/catalogue.ts';
import { modelNotFound } from '../../nodes/WaveSpeed/models/modelErrors.ts';
import { rowOf } from './modelFrom.mts';

const video = (model_id: string, base_price: number, more: Record<string, unknown> = {}) =>
	rowOf(
		{
			properties: {
				prompt: { type: 'string' },
				duration: { type: 'integer', minimum: 5, maximum: 15 },
				...more,
			},
			required: ['prompt'],
		},
		{ model_id, type: 'text-to-video', base_price },
	);
const GONE = 'openai/sora-2/text-to-video';
const living = makeCatalogue([
	video('acme/dear/text-to-video', 9),
	video('acme/near/text-to-video', 0.5),
	video('acme/nearest/text-to-video', 0.41),
	video('acme/short/text-to-video', 0.4, { duration: { type: 'integer', enum: [4] } }),
	video('acme/cheap/text-to-video', 0.05),
	rowOf(
		{ properties: { prompt: {}, duration: {} } },
		{ model_id: 'acme/pic', type: 'text-to-image' },
	),
]);

it('names up to three living models of the same kind that take every input given, the nearest in price first, with their prices', () => {
	const error = modelNotFound(living, GONE, { prompt: 'A boat', duration: 10 });
	expect(error.message).toBe(
		'WaveSpeed has no model openai/sora-2/text-to-video. OpenAI ended Sora 2 in September 2026. These take the same inputs: acme/nearest/text-to-video (from $0.41 a video), acme/near/text-to-video (from $0.50 a video), acme/cheap/text-to-video (from $0.05 a video). Choose one from the list of the field “Model”; models are renamed and withdrawn now and then. Nothing was submitted.',
	);
	expect(error.details).toMatchObject({
		reason: 'modelNotFound',
		model: GONE,
		field: 'model',
		alternatives: [
			'acme/nearest/text-to-video',
			'acme/near/text-to-video',
			'acme/cheap/text-to-video',
		],
	});
});

it('names none that would refuse an input, or drop it', () => {
	const { message, details } = modelNotFound(living, GONE, { prompt: 'A boat', mask: 'x' });
	expect(message).not.toContain('acme/');
	expect(details).not.toHaveProperty('alternatives');
	expect(modelNotFound(living, GONE, { prompt: 'A boat', duration: 4 }).message).toContain(
		'These take the same inputs: acme/short/text-to-video (from $0.40 a video).',
	);
});

it.each([
	[
		{ prompt: 'A boat', duration: 10, size: '720*1280' },
		'the same inputs except “size”: acme/nearest',
	],
	[{ prompt: 'A boat', duration: 99 }, 'the same inputs except “duration”: acme/short'],
	[
		{ prompt: 'A boat', duration: 10, steps: 4, fast: true },
		'the same inputs except “steps”, “fast”: ',
	],
])('says which setting of %j has to be chosen anew where none takes them all', (input, words) => {
	expect(modelNotFound(living, GONE, input).message).toContain(`These take ${words}`);
});

it('tells a slip of the pen from a model that is gone', () => {
	expect(modelNotFound(living, 'acme/neer/text-to-video', {}).message).toMatch(
		/^WaveSpeed has no model acme\/neer\/text-to-video\. Did you mean acme\/near\/text-to-video\?/,
	);
	expect(modelNotFound(living, 'Acme/NEAR/Text-to-Video', {}).message).toMatch(
		/^WaveSpeed has no model Acme\/NEAR\/Text-to-Video\. Did you mean acme\/near\/text-to-video\?/,
	);
	expect(modelNotFound(living, 'acme/wonder-9/text-to-video', {}).message).not.toMatch(
		/Did you mean/,
	);
});

const offered = makeCatalogue(buildCatalog('https://api.example'));

it.each([
	['sora-2/text-to-video', 'openai/sora-2/text-to-video'],
	['kling/kling-v3.0-pro/image-to-video', 'kwaivgi/kling-v3.0-pro/image-to-video'],
	['minimax/h3/text-to-video', 'wavespeed-ai/minimax-h3/text-to-video'],
	['openai/sora-2/text2video', 'openai/sora-2/text-to-video'],
	['alibba/wan-3.0/text-to-video', 'alibaba/wan-3.0/text-to-video'],
	['ali-baba/wan_3.0/Text to Video', 'alibaba/wan-3.0/text-to-video'],
	['openia/sora-2/text-to-video', 'openai/sora-2/text-to-video'],
])('knows the model by its name, whatever %s says of its maker', (id, meant) => {
	const { message, details } = modelNotFound(offered, id, {});
	expect(message).toContain(`Did you mean ${meant}?`);
	expect(details.nearest).toBe(meant);
});

it.each(['acme/text-to-video', 'wan-9/text-to-video', 'alibaba/wan-9.0/text-to-video'])(
	'takes %s for no other model of the same kind, nor for another version',
	(id) => {
		const { message } = modelNotFound(offered, id, { prompt: 'A boat' });
		expect(message).not.toContain('Did you mean');
	},
);

it('names other versions of a missing model before other models', () => {
	const catalogue = makeCatalogue([
		video('acme/near/text-to-video', 0.5),
		video('alibaba/wan-2.6/text-to-video', 0.7),
	]);
	for (const id of ['alibaba/wan-9.0/text-to-video', 'wan-9.0/text-to-video']) {
		expect(modelNotFound(catalogue, id, { prompt: 'A boat' }).details.alternatives).toEqual([
			'alibaba/wan-2.6/text-to-video',
			'acme/near/text-to-video',
		]);
	}
});

it('names the models of a family that was given without its ending', () => {
	const catalogue = makeCatalogue(buildCatalog('https://api.example'));
	const { message } = modelNotFound(catalogue, 'openai/sora-2', {});
	expect(message).toMatch(
		/^openai\/sora-2 is a family, not a model\. Its models are openai\/sora-2\//,
	);
	for (const ending of ['text-to-video', 'text-to-video-pro', 'image-to-video', 'characters'])
		expect(message).toContain(`openai/sora-2/${ending}`);
});

it('costs a run of 10,000 items one look through the catalogue', () => {
	let looked = 0;
	const counting: Catalogue = {
		...living,
		models: new Proxy([...living.models], {
			get(models, key, self) {
				if (key === 'filter' || key === 'map') looked++;
				return Reflect.get(models, key, self) as unknown;
			},
		}),
	};
	const first = modelNotFound(counting, GONE, { prompt: 'Boat 0', seed: 0 }).message;
	const once = looked;
	for (let item = 1; item < 10_000; item++) {
		expect(modelNotFound(counting, GONE, { prompt: `Boat ${item}`, seed: item }).message).toBe(
			first,
		);
	}
	expect(looked).toBe(once);
});

it('never throws, whatever id a row gives', () => {
	for (const id of ['', '/', 'a/', '😀', 'x'.repeat(5_000), '__proto__', 'a/b/c/d/e'])
		expect(() => modelNotFound(living, id, { __proto__: 1 })).not.toThrow();
});
