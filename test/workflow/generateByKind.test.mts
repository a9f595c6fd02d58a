import type { IDataObject } from 'n8n-workflow';

import type { Emulator } from '../../emulator/index.mts';
import { JOBS } from '../../nodes/WaveSpeed/models/jobs.ts';
import { startEmulator } from '../startEmulator.mts';
import { runWorkflow } from './engine.mts';

const FILE = 'https://files.example/input';
/** What the default models need besides words. */
const FILES: Record<string, IDataObject> = {
	'video/animate': { image: `${FILE}.png` },
	'video/talkingHead': { image: `${FILE}.png`, audio: `${FILE}.mp3` },
	'video/upscale': { video: `${FILE}.mp4` },
	'image/edit': { images: `${FILE}.png` },
	'image/removeBackground': { image: `${FILE}.png` },
	'image/upscale': { image: `${FILE}.png` },
	'audio/transcribe': { audio: `${FILE}.mp3` },
	'threeD/fromImage': { image: `${FILE}.png` },
};
const places = JOBS.flatMap(({ place, preferred, words }) =>
	place ? [{ ...place, key: `${place.resource}/${place.operation}`, preferred, words }] : [],
);

describe('making one kind of thing', () => {
	let emulator: Emulator;
	beforeEach(async () => {
		emulator = await startEmulator({ generationTimeMs: 10 });
	});
	afterEach(async () => await emulator.close());

	const run = async (parameters: IDataObject) =>
		await runWorkflow({ baseUrl: emulator.url, parameters, onError: 'continueErrorOutput' });

	it.each(places)('$key runs its own model without one being chosen', async (place) => {
		const { resource, operation, key, preferred, words: [field] = [] } = place;
		const { success, errors } = await run({
			resource,
			operation,
			...(field && { [field]: 'a lighthouse' }),
			inputFields: { mappingMode: 'defineBelow', value: FILES[key] ?? null },
		});
		expect(errors).toEqual([]);
		expect(success).toHaveLength(1);
		expect(emulator.predictions.map(({ model }) => model)).toEqual([preferred[0]]);
		if (field) expect(emulator.predictions[0]?.input).toMatchObject({ [field]: 'a lighthouse' });
		expect(success[0]?.json).toMatchObject({ status: 'completed', model: preferred[0] });
		expect(success[0]?.binary?.data ?? success[0]?.json.outputs).toBeDefined();
	});

	it.each([
		['image', 'generate', 'openai/sora-2/text-to-video', /is a model for “Text to Video”/],
		['video', 'generate', 'wavespeed-ai/z-image/turbo', /is a model for “Text to Image”/],
		['image', 'upscale', 'wavespeed-ai/video-upscaler-pro', /is a model for “Upscaling”/],
		['image', 'upscale', 'wavespeed-ai/z-image/turbo', /is a model for “Text to Image”/],
		['audio', 'music', 'wavespeed-ai/meshy6/image-to-3d', /is a model for “Image to 3D”/],
		['audio', 'speech', 'wavespeed-ai/ace-step/prompt-to-audio', /is a model for “Music”/],
		['audio', 'music', 'wavespeed-ai/vibevoice', /is a model for “Speech”/],
	])('%s → %s pays nothing for %s', async (resource, operation, id, says) => {
		const model = { __rl: true, mode: 'id', value: id };
		const { success, errors } = await run({ resource, operation, model, prompt: 'a lighthouse' });
		expect(success).toEqual([]);
		expect(errors[0]?.json).toMatchObject({
			error: expect.stringMatching(says),
			details: { reason: 'wrongKindOfModel', model: id, field: 'model' },
		});
		expect(errors[0]?.json.error).toMatch(/resource Prediction, which runs any model/);
		expect(emulator.predictions).toHaveLength(0);
	});

	it('checks the very model that is sent, though the expression gives another one each time', async () => {
		const models = "['wavespeed-ai/z-image/turbo', 'wavespeed-ai/minimax-h3/text-to-video']";
		const { success, errors } = await runWorkflow({
			baseUrl: emulator.url,
			onError: 'continueErrorOutput',
			items: Array.from({ length: 30 }, () => ({ json: {} })),
			parameters: {
				resource: 'image',
				operation: 'generate',
				model: { __rl: true, mode: 'id', value: `={{ ${models}[Math.random() < 0.5 ? 0 : 1] }}` },
				prompt: 'a lighthouse',
			},
		});
		expect(success.length + errors.length).toBe(30);
		const sent = new Set(emulator.predictions.map(({ model }) => model));
		expect(sent).toEqual(new Set(['wavespeed-ai/z-image/turbo']));
	});

	it('lets a model pass whose product nobody knows, and one that the catalogue does not name', async () => {
		emulator.misbehave({
			when: { host: 'api', path: /models$/ },
			times: Infinity,
			do: { kind: 'reply', status: 503, body: 'down' },
		});
		const model = { __rl: true, mode: 'id', value: 'openai/sora-2/text-to-video' };
		await run({ resource: 'image', operation: 'generate', model, prompt: 'a lighthouse' });
		expect(emulator.predictions).toHaveLength(1);
	});

	it('speaks what stands in the text field, unless the model’s own text is given', async () => {
		const speak = { resource: 'audio', operation: 'speech', text: 'Hello' };
		await run(speak);
		await run({ ...speak, inputMode: 'json', inputJson: '{"text": "Goodbye"}', text: '' });
		expect(emulator.predictions.map(({ input }) => input.text)).toEqual(['Hello', 'Goodbye']);
	});

	it('sings the lines of lyrics as they were written, with a prompt beside them', async () => {
		const model = { __rl: true, mode: 'id', value: 'minimax/music-2.5' };
		const lyrics = '[verse]\nThe harbour sleeps\n\n[chorus]\nHold on,\n  hold on\n';
		const song = { resource: 'audio', operation: 'music', model, prompt: 'a slow waltz' };
		const { errors } = await run({ ...song, lyrics });
		await run({ ...song, lyrics, inputMode: 'json', inputJson: '{"sample_rate": 16000}' });
		expect(errors).toEqual([]);
		expect(emulator.predictions.map(({ input }) => input)).toEqual([
			expect.objectContaining({ prompt: 'a slow waltz', lyrics }),
			expect.objectContaining({ prompt: 'a slow waltz', lyrics, sample_rate: 16000 }),
		]);
	});

	it('makes a song from a prompt and lyrics with a model that calls the prompt its tags', async () => {
		const model = { __rl: true, mode: 'id', value: 'wavespeed-ai/ace-step-1.5' };
		const song = { resource: 'audio', operation: 'music', model, lyrics: 'The harbour sleeps' };
		const { success } = await run({ ...song, prompt: 'a slow waltz' });
		// As a workflow has it that was saved when the form asked for the tags.
		await run({ ...song, inputFields: { mappingMode: 'defineBelow', value: { tags: 'pop' } } });
		expect(success).toHaveLength(1);
		expect(emulator.predictions.map(({ input }) => input)).toEqual([
			expect.objectContaining({ tags: 'a slow waltz', lyrics: 'The harbour sleeps' }),
			expect.objectContaining({ tags: 'pop', lyrics: 'The harbour sleeps' }),
		]);
	});

	it('pays nothing for lyrics where the model does not sing them', async () => {
		const song = { resource: 'audio', operation: 'music', prompt: 'a slow waltz' };
		const { errors } = await run({ ...song, lyrics: 'The harbour sleeps' });
		expect(errors[0]?.json.error).toMatch(
			/Empty the field “Lyrics”, or choose a model that takes lyrics, such as “ACE Step 1\.5” or “Music 2\.5”\. .* Nothing was submitted\.$/,
		);
		expect(emulator.predictions).toEqual([]);
	});

	it('takes the prompt of a model that speaks for its text under Prediction as well', async () => {
		const model = { __rl: true, mode: 'id', value: 'wavespeed-ai/vibevoice' };
		await run({ resource: 'prediction', operation: 'generateAndWait', model, prompt: 'Hello' });
		expect(emulator.predictions[0]?.input).toEqual({ speaker: 'Frank', text: 'Hello' });
	});
});

describe('a workflow saved before there were kinds', () => {
	let emulator: Emulator;
	beforeEach(async () => {
		emulator = await startEmulator({ generationTimeMs: 10 });
	});
	afterEach(async () => await emulator.close());

	/** As the editor saves a node: what is the default is left out. */
	it.each([
		['all defaults', {}, 'wavespeed-ai/minimax-h3/text-to-video'],
		[
			'a model of its own',
			{ model: rl('openai/sora-2/text-to-video') },
			'openai/sora-2/text-to-video',
		],
		['an image model', { model: rl('wavespeed-ai/z-image/turbo') }, 'wavespeed-ai/z-image/turbo'],
		['Submit', { operation: 'submit' }, 'wavespeed-ai/minimax-h3/text-to-video'],
		[
			'names for everything',
			{ resource: 'prediction', operation: 'generateAndWait', inputMode: 'fields' },
			'wavespeed-ai/minimax-h3/text-to-video',
		],
	])('with %s sends what it always did', async (_what, saved, model) => {
		const { success } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: { prompt: 'a lighthouse', ...saved },
		});
		expect(success).toHaveLength(1);
		const posts = emulator.requests.filter(({ path }) => path === `/api/v3/${model}`);
		expect(posts).toHaveLength(1);
		expect(emulator.predictions.map((sent) => sent.model)).toEqual([model]);
		expect(emulator.predictions[0]?.input).toMatchObject({ prompt: 'a lighthouse' });
	});
});

function rl(value: string) {
	return { __rl: true, mode: 'list', value };
}
