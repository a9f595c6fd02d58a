import { buildCatalog } from '../../emulator/catalog/index.mts';
import { makeCatalogue } from '../../nodes/WaveSpeed/models/catalogue.ts';
import { modelName } from '../../nodes/WaveSpeed/models/modelName.ts';
import { listCatalogue, searchCatalogue } from '../../nodes/WaveSpeed/models/modelSearch.ts';
import { recommendedModels } from '../../nodes/WaveSpeed/models/modelsForJob.ts';
import { choicesText } from '../../nodes/WaveSpeed/models/searchWords.ts';
import { readRealCatalogue } from './realCatalogue.mts';
import { rowOf } from './modelFrom.mts';

const captured = readRealCatalogue();
const itWithCapture = captured ? it : it.skip;
const real = captured && makeCatalogue(captured).models;
const row = (model_id: string, type: string, base_price = 0.4, description = '') =>
	rowOf({}, { model_id, type, base_price, description, sort_order: 1 });

it.each([
	['openai/sora-2/text-to-video', 'Sora 2 Text to Video'],
	['wavespeed-ai/minimax-h3/text-to-video', 'MiniMax H3 Text to Video'],
	['bytedance/seedance-2.5/image-to-video', 'Seedance 2.5 Image to Video'],
	['kwaivgi/kling-v3.0-std/text-to-video', 'Kling v3.0 Standard Text to Video'],
	['wavespeed-ai/wan-2.2/i2v-720p-lora', 'Wan 2.2 720p LoRA Image to Video'],
	['openai/sora-2/image-to-video-pro', 'Sora 2 Pro Image to Video'],
	['wavespeed-ai/hunyuan-3d-v3.1/image-to-3d-rapid', 'Hunyuan 3D v3.1 Rapid Image to 3D'],
	['elevenlabs/music', 'Music'],
	['acme', 'Acme'],
])('%s is called %s', (id, name) => {
	expect(modelName(id)).toBe(name);
});

it('tells two models of the same name apart by their makers', () => {
	const { models } = makeCatalogue([row('acme/flux', ''), row('best-co/flux', ''), row('a/b', '')]);
	expect(listCatalogue(models).map(({ name }) => name)).toEqual([
		'Flux (Acme)',
		'Flux (Best Co)',
		'B',
	]);
});

it('calls two by their ids where even the maker is the same', () => {
	const { models } = makeCatalogue([row('acme/mesh-v2', ''), row('acme/mesh/v2', '')]);
	expect(listCatalogue(models).map(({ name }) => name)).toEqual(['mesh-v2', 'mesh/v2']);
});

it('keeps the order of the words where two would else be called the same', () => {
	const { models } = makeCatalogue([
		row('openai/sora-2/image-to-video-pro', ''),
		row('openai/sora-2-pro/image-to-video', ''),
	]);
	expect(listCatalogue(models).map(({ name }) => name)).toEqual([
		'Sora 2 Image to Video Pro',
		'Sora 2 Pro Image to Video',
	]);
});

it('recommends one model for each kind of work, preferring what the vendor does as far as it exists', () => {
	const { models } = makeCatalogue([
		row('acme/dear', 'text-to-video', 9),
		row('acme/fair', 'text-to-video', 1),
		row('acme/cheap', 'text-to-video', 0.1),
		row('acme/upscale-video', 'upscaler'),
		row('bytedance/seedance-2.5/image-to-video', 'image-to-video', 9),
		row('acme/first', 'image-to-video', 0.1),
		row('acme/odd', 'astrology'),
	]);
	expect(recommendedModels(models).map(({ id }) => id)).toEqual([
		'acme/fair',
		'bytedance/seedance-2.5/image-to-video',
		'acme/upscale-video',
	]);
});

itWithCapture.each([
	['upscale', /upscal/],
	['tts', /speech|tts/],
	['voice', /voice/],
	['lipsync', /lipsync/],
	['lip sync', /lipsync/],
	['talking head', /talking|infinitetalk|avatar/],
	['avatar', /avatar/],
	['animate', /animate/],
	['runway', /runway/],
	['photo to video', /image-to-video/],
	['text2video', /text-to-video/],
	['music', /music/],
	['remove background', /background/],
	['seedence', /seedance/],
	['midjorney', /midjourney/],
	['Kling V3.0 PRO', /kling-v3\.0-pro/],
	['video text to sora', /sora-2\/text-to-video/],
	['make a talking avatar', /talking-avatar/],
	['openai/sora-2', /^openai\/sora-2/],
	['https://wavespeed.ai/models/openai/sora-2/text-to-video', /^openai\/sora-2\/text-to-video$/],
])('finds in the real catalogue for “%s” first what is called so', (query, first) => {
	const found = searchCatalogue(real!, query);
	expect(found.exact).toBe(true);
	expect(found.models[0]?.model.id).toMatch(first);
});

itWithCapture('never takes a near miss for a hit', () => {
	const found = searchCatalogue(real!, 'seedance 47 s');
	expect(found.exact).toBe(false);
	expect(found.models.every(({ model }) => model.id.includes('seedance'))).toBe(true);
	expect(searchCatalogue(real!, 'seedance 10 s').exact).toBe(true);
	expect(searchCatalogue(real!, 'zzzz')).toEqual({ models: [], exact: false });
});

describe('a search for what can be chosen', () => {
	const withInputs = (model_id: string, properties: object) =>
		rowOf({ type: 'object', properties }, { model_id, type: 'text-to-video', sort_order: 1 });
	const { models } = makeCatalogue([
		withInputs('acme/wide', {
			resolution: { type: 'string', enum: ['480p', '1080p'] },
			aspect_ratio: { type: 'string', enum: ['16:9', '9:16'] },
			duration: { type: 'integer', enum: [5, 10] },
		}),
		withInputs('acme/long', { duration: { type: 'integer', minimum: 3, maximum: 15 } }),
		withInputs('acme/speaks', { language: { type: 'string', 'x-enum': ['German', 'French'] } }),
	]);

	it.each([
		['1080p', ['acme/wide']],
		['16:9', ['acme/wide']],
		['16x9 1080p', ['acme/wide']],
		['10 seconds', ['acme/wide', 'acme/long']],
		['5s', ['acme/wide', 'acme/long']],
		['12 sec', ['acme/long']],
		['german', ['acme/speaks']],
	])('finds the models that have it: %s', (query, ids) => {
		const { models: found, exact } = searchCatalogue(models, query);
		expect(found.map(({ model }) => model.id)).toEqual(ids);
		expect(exact).toBe(true);
	});

	it.each([-1e7, -Number.MAX_SAFE_INTEGER, -1e300])(
		'is not held up by a row whose range begins at %d',
		(minimum) => {
			const odd = makeCatalogue([
				withInputs('acme/odd', { duration: { type: 'integer', minimum, maximum: 10 } }),
			]);
			expect(choicesText(odd.models[0]!)).toBe(' s1s s2s s3s s4s s5s s6s s7s s8s s9s s10s');
		},
	);

	it.each(['4k', '21:9', '1 second', '50 s', 'dutch'])('finds none that has not: %s', (query) => {
		expect(searchCatalogue(models, query).exact).toBe(false);
	});
});

describe('a search by a name that is not in the id', () => {
	const { models } = makeCatalogue([
		row('minimax/speech-2.8', 'text-to-audio'),
		row('wavespeed-ai/minimax-h3/text-to-video', 'text-to-video'),
		row('minimax/video-01', 'image-to-video'),
		row('minimax/hailuo-2.3/fast', 'image-to-video'),
		row('kwaivgi/kling-v3', 'text-to-video'),
		row('wavespeed-ai/hunyuan-video', 'text-to-video'),
		row('google/nano-banana-2', 'text-to-image'),
		row('openai/gpt-image-2', 'text-to-image'),
	]);

	it.each([
		[
			'hailuo',
			['minimax/hailuo-2.3/fast', 'wavespeed-ai/minimax-h3/text-to-video', 'minimax/video-01'],
		],
		['Hailuo text to video', ['wavespeed-ai/minimax-h3/text-to-video']],
		['kuaishou', ['kwaivgi/kling-v3']],
		['tencent', ['wavespeed-ai/hunyuan-video']],
		['gemini image', ['google/nano-banana-2']],
		['chatgpt image', ['openai/gpt-image-2']],
	])('finds what people know by it: %s', (query, ids) => {
		const { models: found, exact } = searchCatalogue(models, query);
		expect(found.map(({ model }) => model.id)).toEqual(ids);
		expect(exact).toBe(true);
	});
});

describe('a search for what is fast', () => {
	const { models } = makeCatalogue([
		row('acme/one-turbo', 'text-to-video'),
		row('acme/two-fast', 'text-to-video'),
		row('acme/three-lite', 'text-to-video', 0.4, 'A rapid answer.'),
		row('acme/four-schnell', 'text-to-image'),
		row('acme/five', 'text-to-video', 0.4, 'Lightning and rain.'),
	]);

	it.each([
		['fast', ['two-fast', 'one-turbo', 'four-schnell', 'three-lite']],
		['turbo', ['one-turbo', 'four-schnell', 'two-fast', 'three-lite']],
		['fastest video', ['one-turbo', 'two-fast', 'three-lite']],
		['quick image', ['four-schnell']],
		['rapid', ['one-turbo', 'four-schnell', 'two-fast', 'three-lite']],
	])('finds any that is called so in one of the words, first in the same: %s', (query, names) => {
		const { models: found, exact } = searchCatalogue(models, query);
		expect(found.map(({ model }) => model.id)).toEqual(names.map((name) => `acme/${name}`));
		expect(exact).toBe(true);
	});
});

describe('a search for sound', () => {
	const withInput = (id: string, name: string, type = 'text-to-video', kind = 'boolean') =>
		rowOf(
			{ type: 'object', properties: { prompt: { type: 'string' }, [name]: { type: kind } } },
			{ model_id: `acme/${id}`, type, sort_order: 1 },
		);
	const { models } = makeCatalogue([
		withInput('asked', 'generate_audio'),
		withInput('switched', 'generate_audio_switch'),
		withInput('enabled', 'enable_audio', 'image-to-video'),
		withInput('effects', 'sound_effect_switch', 'image-to-video'),
		withInput('simple', 'sound'),
		row('acme/always', 'text-to-video', 0.4, 'Videos with synchronized audio.'),
		withInput('kept', 'keep_original_sound', 'video-to-video'),
		withInput('given', 'audio', 'text-to-video', 'string'),
		row('acme/silent', 'text-to-video', 0.4, 'Videos without sound.'),
		withInput('voice', 'sound', 'text-to-audio'),
	]);
	const VIDEOS = ['asked', 'enabled', 'switched', 'effects', 'simple', 'always'];

	it.each([
		'something with sound',
		'with sound',
		'with audio',
		'sound',
		'something that has audio',
	])('finds what is sound, and then the videos that can have it: %s', (query) => {
		const { models: found, exact } = searchCatalogue(models, query);
		expect(found.map(({ model }) => model.id)).toEqual(
			['voice', ...VIDEOS].map((id) => `acme/${id}`),
		);
		expect(exact).toBe(true);
	});

	it.each(['video with sound', 'videos with audio'])('finds only these: %s', (query) => {
		const ids = searchCatalogue(models, query).models.map(({ model }) => model.id);
		expect(ids).toEqual(VIDEOS.map((id) => `acme/${id}`));
	});
});

describe('a search for what a model takes', () => {
	const taking = (id: string, name: string, property: object = { type: 'string' }) =>
		rowOf(
			{ type: 'object', properties: { prompt: { type: 'string' }, [name]: property } },
			{ model_id: `acme/${id}`, type: 'image-to-video', sort_order: 1 },
		);
	const list = { type: 'array', items: { type: 'string' } };
	const { models } = makeCatalogue([
		taking('last', 'last_image'),
		taking('end', 'end_image'),
		taking('tail', 'tail_image'),
		row('acme/start-end-frame', 'image-to-video'),
		taking('first', 'image'),
		taking('edit', 'images', list),
		taking('one', 'images', { ...list, maxItems: 1 }),
		taking('reference', 'reference_images', list),
		taking('not', 'negative_prompt'),
		taking('still', 'camera_fixed', { type: 'boolean' }),
		taking('feels', 'emotion'),
		row('kwaivgi/kling-v2.6/motion-control', 'motion-control'),
	]);
	const idsFor = (query: string) => {
		const { models: found, exact } = searchCatalogue(models, query);
		return [exact, ...found.map(({ model }) => model.id.replace('acme/', ''))];
	};

	it.each([
		'start and end frame',
		'first last frame',
		'first and last frame',
		'First frame and last frame',
		'start/end frames',
		'end frame',
		'last image',
		'video with an end frame',
	])('finds what ends with a picture, first what is called so: %s', (query) => {
		expect(idsFor(query)).toEqual([true, 'start-end-frame', 'last', 'end', 'tail']);
	});

	it.each([
		['emotion', ['feels']],
		['emotions', ['feels']],
		['negative prompt', ['not']],
		['reference image', ['edit', 'reference']],
		['several images', ['edit', 'reference']],
		['multiple pictures', ['edit', 'reference']],
		['camera fixed', ['still']],
		['fixed camera', ['still']],
	])('finds what has such an input: %s', (query, ids) => {
		expect(idsFor(query)).toEqual([true, ...ids]);
	});

	it('keeps to the name where no model has both, and takes emotion for no motion', () => {
		for (const query of ['kling emotion', 'kling start and end frame'])
			expect(idsFor(query)).toEqual([false, 'kwaivgi/kling-v2.6/motion-control']);
	});
});

it('takes no other short word for a slip: sora is not lora', () => {
	const { models } = makeCatalogue([
		row('wavespeed-ai/wan-2.2/i2v-lora', 'image-to-video'),
		row('kwaivgi/kling-v3', 'text-to-video'),
	]);
	expect(searchCatalogue(models, 'sora')).toEqual({ models: [], exact: false });
	expect(searchCatalogue(models, 'klimg').models[0]?.model.id).toBe('kwaivgi/kling-v3');
});

describe('a misspelt search', () => {
	const { models } = makeCatalogue(buildCatalog('https://api.example'));

	it.each([
		['klign', 'kwaivgi/kling-v3.0-pro/image-to-video'],
		['googel veo', 'google/veo3.1/text-to-video'],
		['openia sora 2', 'openai/sora-2/text-to-video'],
		['nanobanana', 'google/nano-banana-pro/edit'],
		['mini max h3', 'wavespeed-ai/minimax-h3/text-to-video'],
		['seedance2.5', 'bytedance/seedance-2.5/text-to-video'],
		['alibba wan 3', 'alibaba/wan-3.0/text-to-video'],
		['klign 3', 'kwaivgi/kling-v3.0-pro/image-to-video'],
		['kling 3.0 pro', 'kwaivgi/kling-v3.0-pro/image-to-video'],
		['alibba/wan-3.0/text-to-video', 'alibaba/wan-3.0/text-to-video'],
	])('finds the model all the same: %s', (query, id) => {
		const { models: found, exact } = searchCatalogue(models, query);
		expect(exact).toBe(true);
		expect(found[0]?.model.id).toBe(id);
	});

	it('takes a word for what is made, not for what a description mentions', () => {
		const catalogue = makeCatalogue([
			row('acme/film', 'text-to-video', 0.4, 'Every picture of it is oil on canvas.'),
			row('acme/paint', 'text-to-image'),
		]);
		const { models: found, product } = searchCatalogue(catalogue.models, 'cheap picture');
		expect(found.map(({ model }) => model.id)).toEqual(['acme/paint']);
		expect(product).toBe('image');
		expect(searchCatalogue(catalogue.models, 'canvas').models[0]?.model.id).toBe('acme/film');
	});

	it('prefers the name to the version where no model has both', () => {
		const catalogue = makeCatalogue([
			row('acme/cosmos-2.5', 'text-to-video'),
			row('acme/seedance-1.5', 'text-to-video'),
		]);
		const { models: found, exact } = searchCatalogue(catalogue.models, 'seedence 2.5');
		expect(exact).toBe(false);
		expect(found.map(({ model }) => model.id)).toEqual(['acme/seedance-1.5']);
	});

	it.each([
		'kling 2.5 turbo',
		'kling turbo pro 4k',
		'kling speech',
		'kling upscale',
		'kling music',
		'kling image pro',
	])('takes a model of that name for nearer than all that share the other words: %s', (query) => {
		const catalogue = makeCatalogue([
			row('kwaivgi/kling-v3.0', 'text-to-video'),
			row('acme/whisper-2.5-turbo', 'speech-to-text'),
			row('acme/image-pro-turbo', 'text-to-image'),
			row('acme/image-upscaler', 'upscaler'),
		]);
		const { models: found, exact } = searchCatalogue(catalogue.models, query);
		expect(exact).toBe(false);
		expect(found.map(({ model }) => model.id)).toEqual(['kwaivgi/kling-v3.0']);
	});
});

describe('a search for what is cheap', () => {
	const priced = (model_id: string, type: string, base_price: unknown, formula = '') =>
		rowOf({}, { model_id, type, base_price, formula, sort_order: 1 });
	const { models } = makeCatalogue([
		priced('acme/dear', 'text-to-video', 3.2),
		priced('acme/unknown', 'text-to-video', undefined),
		priced('acme/by-seconds', 'text-to-video', 0.1, '{"total_price": base_price * duration}'),
		priced('acme/whole', 'text-to-video', 0.4),
		priced('acme/per-100', 'text-to-audio', 0.015, 'base_price * $length(text) / 100'),
		priced('acme/per-1000', 'text-to-audio', 0.04, 'base_price * $length(text) / 1000'),
		priced('acme/picture', 'text-to-image', 0.005),
	]);
	const VIDEOS = ['acme/whole', 'acme/by-seconds', 'acme/dear', 'acme/unknown'];
	const found = (query: string) => {
		const { models: listed, exact } = searchCatalogue(models, query);
		return exact ? listed.map(({ model }) => model.id) : 'nearest';
	};

	it.each(['cheap', 'cheapest', 'low cost', 'low-cost', 'lowest price', 'affordable', 'Budget'])(
		'lists everything, what costs least first: %s',
		(query) => {
			expect(found(query)).toEqual(['acme/picture', 'acme/per-1000', 'acme/per-100', ...VIDEOS]);
		},
	);

	it.each(['cheap video', 'cheapest text to video', 'low cost reels video', 'a video on a budget'])(
		'lists what has the other words, in that order: %s',
		(query) => expect(found(query)).toEqual(VIDEOS),
	);

	it('lists what makes it before what works on it', () => {
		const caption = priced('acme/video-captioner', 'video-to-text', 0.001);
		const rows = [caption, priced('acme/one', 'text-to-video', 0.4)];
		const { models: listed } = searchCatalogue(makeCatalogue(rows).models, 'cheap video');
		expect(listed.map(({ model }) => model.id)).toEqual(['acme/one', 'acme/video-captioner']);
	});

	it('is no hit where nothing has the other words', () => {
		expect(found('cheap zeppelin')).toBe('nearest');
	});
});

it.each(['tiktok', 'reel', 'reels', 'shorts', 'instagram', 'youtube shorts', 'vertical'])(
	'takes no account of where a video goes, but of a model called so: %s',
	(place) => {
		const videos = [row('acme/one', 'text-to-video'), row('acme/two', 'text-to-video')];
		const ids = (rows: typeof videos) => {
			const found = searchCatalogue(makeCatalogue(rows).models, `${place} video`);
			return found.exact && found.models.map(({ model }) => model.id);
		};
		expect(ids([...videos, row('acme/picture', 'text-to-image')])).toEqual([
			'acme/one',
			'acme/two',
		]);
		const [word = ''] = place.split(' ');
		const named = row(`acme/${word}-video-generator`, 'text-to-video');
		expect(ids([...videos, named])).toEqual([
			`acme/${word}-video-generator`,
			'acme/one',
			'acme/two',
		]);
	},
);

it('prepares a catalogue once, however often it is searched', () => {
	const { models } = makeCatalogue(buildCatalog('https://api.example'));
	expect(listCatalogue(models)).toBe(listCatalogue(models));
	expect(searchCatalogue(models, '').models).toBe(listCatalogue(models));
});

it('never throws, whatever is typed', () => {
	const { models } = makeCatalogue(buildCatalog('https://api.example'));
	for (const query of ['%E0%A4%A', '((', '\\', '\u0000', '😀', 'x'.repeat(20_000), '/'])
		expect(() => searchCatalogue(models, query)).not.toThrow();
});
