import { buildCatalog } from '../../emulator/catalog/index.mts';
import { DEFAULT_MODEL } from '../../nodes/WaveSpeed/defaultModel.ts';
import { makeCatalogue, type Catalogue } from '../../nodes/WaveSpeed/models/catalogue.ts';
import { JOBS, jobAt, type Job } from '../../nodes/WaveSpeed/models/jobs.ts';
import { productOf } from '../../nodes/WaveSpeed/models/kindOfWork.ts';
import { listCatalogue } from '../../nodes/WaveSpeed/models/modelSearch.ts';
import {
	doesAnotherJob,
	doesJob,
	modelsThatSing,
	narrowedTo,
	recommendedModels,
} from '../../nodes/WaveSpeed/models/modelsForJob.ts';
import {
	SHIPPED_WITHOUT_FILES,
	shippedModel,
	shippedModels,
} from '../../nodes/WaveSpeed/models/shippedModels.ts';
import { formOf } from '../../nodes/WaveSpeed/panel/formOf.ts';
import { readRealCatalogue } from './realCatalogue.mts';

const captured = readRealCatalogue();
const catalogues: Array<[string, Catalogue]> = [
	['the emulator’s', makeCatalogue(buildCatalog('https://api.example'))],
	...(captured ? [['the real', makeCatalogue(captured)] as [string, Catalogue]] : []),
];
const jobs = JOBS.flatMap((job) =>
	job.place ? [{ ...job, name: `${job.place.resource} → ${job.place.operation}` }] : [],
);

/** The models of the catalogue’s one type for speech, music and the rest of what can be heard. */
const SOUNDS: Record<string, object> = {
	'the emulator’s': {
		speech: [
			'google/gemini-2.5-flash/text-to-speech',
			'minimax/speech-2.8-turbo',
			'wavespeed-ai/vibevoice',
		],
		music: [
			'minimax/music-2.5',
			'wavespeed-ai/ace-step-1.5',
			'wavespeed-ai/ace-step/prompt-to-audio',
		],
		neither: [],
	},
	'the real': {
		speech: [
			'alibaba/qwen3-tts-flash',
			'elevenlabs/eleven-v3',
			'elevenlabs/eleven-v3/timing',
			'elevenlabs/flash-v2',
			'elevenlabs/flash-v2.5',
			'elevenlabs/multilingual-v1',
			'elevenlabs/multilingual-v2',
			'elevenlabs/turbo-v2',
			'elevenlabs/turbo-v2.5',
			'google/gemini-2.5-flash/text-to-speech',
			'google/gemini-2.5-pro/text-to-speech',
			'inworld/inworld-1.5-max/text-to-speech',
			'inworld/inworld-1.5-mini/text-to-speech',
			'kwaivgi/kling-v1-tts',
			'microsoft/vibevoice',
			'minimax/speech-02-hd',
			'minimax/speech-02-turbo',
			'minimax/speech-2.5-hd-preview',
			'minimax/speech-2.5-turbo-preview',
			'minimax/speech-2.6-hd',
			'minimax/speech-2.6-turbo',
			'minimax/speech-2.8-hd',
			'minimax/speech-2.8-turbo',
			'minimax/voice-design',
			'wavespeed-ai/qwen3-tts/text-to-speech',
			'wavespeed-ai/qwen3-tts/voice-design',
			'wavespeed-ai/vibevoice',
		],
		music: [
			'elevenlabs/music',
			'minimax/music-01',
			'minimax/music-02',
			'minimax/music-2.5',
			'minimax/music-v1.5',
			'wavespeed-ai/ace-step',
			'wavespeed-ai/ace-step-1.5',
			'wavespeed-ai/ace-step/prompt-to-audio',
			'wavespeed-ai/heartmula/generate-music',
			'wavespeed-ai/song-generation',
		],
		neither: ['kwaivgi/kling-text-to-audio', 'minimax/voice-clone'],
	},
};
/** They make a sound from a prompt that is neither speech nor music. */
const EFFECTS = ['kwaivgi/kling-text-to-audio'];

it('knows what an operation is about by its resource and its name, and nothing of the others', () => {
	expect(jobAt('image', 'generate')?.makes).toBe('image');
	for (const [resource, operation] of [
		['prediction', 'generateAndWait'],
		['prediction', 'submit'],
		['image', 'generateAndWait'],
		[undefined, undefined],
	])
		expect(jobAt(resource, operation)).toBeUndefined();
});

it('begins with the node’s default model', () => {
	expect(jobAt('video', 'generate')?.preferred[0]).toBe(DEFAULT_MODEL);
});

it.each(jobs)('$name has in its field for words what its name promises', ({ place, words }) => {
	// The panel shows that field by the operation’s name alone.
	for (const other of jobs)
		if (other.place?.operation === place?.operation) expect(other.words).toEqual(words);
});

describe.each(catalogues)('in %s catalogue', (whose, catalogue) => {
	const listed = listCatalogue(catalogue.models);

	it.each(jobs)('$name begins with a model that does it and is recommended', (job) => {
		const [standard] = job.preferred;
		const model = catalogue.find(standard);
		// The vendor’s catalogue of March is older than its newest models.
		if (!model && whose === 'the real') return;
		expect(doesJob(model!, job)).toBe(true);
		expect(productOf(model!)).toBe(job.makes);
		expect(recommendedModels(catalogue.models).map(({ id }) => id)).toContain(standard);
	});

	it('names two models for a song by their names in the list', () => {
		const names = whose === 'the real' ? ['Music 02'] : ['Music 2.5'];
		expect(modelsThatSing(catalogue.models)).toEqual(['ACE Step 1.5', ...names]);
	});

	const listOf = (job: Job) => narrowedTo(job, listed).map(({ model }) => model);

	it.each(jobs)('$name lists what does that and nothing else, its own models first', (job) => {
		const list = listOf(job);
		const own = list.filter((model) => doesJob(model, job));
		expect(own.length).toBeGreaterThan(0);
		expect(list.slice(0, own.length)).toEqual(own);
		expect(list.filter((model) => doesAnotherJob(model, job))).toEqual([]);
		expect(list.filter((model) => (productOf(model) ?? job.makes) !== job.makes)).toEqual([]);
		expect(new Set(list).size).toBe(list.length);
	});

	it('lists under Generate Talking Head first what takes a picture, and recommends nothing else', () => {
		const takesPicture = listOf(jobAt('video', 'talkingHead')!).map(({ inputs }) =>
			inputs!.some(({ media }) => media?.kind === 'image'),
		);
		expect(takesPicture).toEqual([...takesPicture].sort().reverse());
		expect(takesPicture).toContain(false);
		const starred = recommendedModels(catalogue.models).map(({ id }) => id);
		expect(starred.filter((id) => /lip-?sync/.test(id))).toEqual([]);
	});

	it.each(jobs.filter(({ from }) => from === 'words'))(
		'$name lists nothing that wants a file, is made for a file, or is listed for another job',
		(job) => {
			const list = listOf(job);
			const wants = list.filter(({ inputs }) =>
				inputs?.some(({ media, required }) => media && required),
			);
			expect(wants).toEqual([]);
			expect([...new Set(list.map(({ type }) => type))].sort()).toEqual(
				[...job.types, 'lora-support']
					.filter((type) => list.some((one) => one.type === type))
					.sort(),
			);
			const elsewhere = jobs
				.filter((other) => other.name !== job.name)
				.flatMap((other) => listOf(other));
			expect(list.filter((model) => elsewhere.includes(model))).toEqual([]);
		},
	);

	it('tells speech from music, and what is neither from both', () => {
		const idsOf = (operation: string) =>
			listOf(jobAt('audio', operation)!)
				.map(({ id }) => id)
				.sort();
		const made = catalogue.models.filter(({ type }) => type === 'text-to-audio');
		const split = { speech: idsOf('speech'), music: idsOf('music') };
		const neither = made
			.map(({ id }) => id)
			.filter((id) => !split.speech.includes(id) && !split.music.includes(id))
			.sort();
		expect({ ...split, neither }).toEqual(SOUNDS[whose]);
	});

	it('runs what is doubtful, and refuses only what is sure to be the other', () => {
		const refused = (operation: string) =>
			catalogue.models.filter(
				(model) =>
					model.type === 'text-to-audio' && doesAnotherJob(model, jobAt('audio', operation)!),
			);
		for (const { inputs } of refused('speech'))
			expect(inputs!.map(({ name }) => name).join()).toMatch(/lyric|tags|instrumental/);
		for (const { inputs } of refused('music'))
			expect(inputs!.map(({ name }) => name).join()).toMatch(/text/);
		const videoJob = jobAt('video', 'generate')!;
		for (const model of catalogue.models)
			if (productOf(model) === 'video') expect(doesAnotherJob(model, videoJob)).toBe(false);
	});

	it('has every model in a list, but for those that begin with a video or a sound', () => {
		const within = new Set(jobs.flatMap((job) => listOf(job)));
		const left = catalogue.models.filter(
			(model) => !within.has(model) && !['text', undefined].includes(productOf(model)),
		);
		// They begin with a video or a sound, which no operation of these is about, or make an effect.
		const fromWords = left.filter(
			({ inputs }) => !inputs?.some(({ media }) => media?.kind !== 'image' && media),
		);
		expect(fromWords.map(({ id }) => id)).toEqual(EFFECTS.filter((id) => catalogue.find(id)));
	});
});

it('knows which of the models that ship take no file', () => {
	const withoutFiles = shippedModels().filter(({ inputs }) => inputs!.every(({ media }) => !media));
	expect(withoutFiles.length).toBeGreaterThan(3);
	expect(SHIPPED_WITHOUT_FILES).toEqual(withoutFiles.map(({ id }) => id));
});

describe.each(jobs)('the form that ships for $name', ({ preferred: [standard] }) => {
	const { inputs } = shippedModel(standard)!;

	it.each(catalogues)('is that of %s catalogue', (whose, catalogue) => {
		const live = catalogue.find(standard);
		if (!live && whose === 'the real') return;
		if (standard.includes('whisper') && whose === 'the emulator’s') return;
		// With each of its fields, as operations without a field for words show them.
		expect(formOf(inputs!, undefined, [])).toEqual(formOf(live!.inputs!, undefined, []));
	});
});
