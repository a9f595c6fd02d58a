import type { Emulator } from '../../emulator/index.mts';
import { closeAll, start } from '../emulator/client.mts';
import { runAgent, type AgentOptions } from './agentEngine.mts';

const generate = {
	resource: 'prediction',
	operation: 'generateAndWait',
	model: { __rl: true, mode: 'id', value: 'openai/sora-2/text-to-video' },
	inputMode: 'fields',
	prompt: "={{ $fromAI('prompt', 'What the video shows', 'string') }}",
	inputFields: {
		mappingMode: 'defineBelow',
		value: { duration: "={{ $fromAI('duration', 'Seconds', 'number') }}" },
	},
};

let emulator: Emulator;

beforeEach(async () => {
	emulator = await start({ generationTimeMs: 5 });
});

afterEach(closeAll);

const submissions = () => emulator.requestsTo({ method: 'POST', path: /sora-2/ });

describe.each(['engine', 'invocation'] as const)('as a tool on the path “%s”', (path) => {
	const ask = async (options: Partial<AgentOptions> = {}) =>
		await runAgent({
			path,
			baseUrl: emulator.url,
			parameters: generate,
			turns: [[{ prompt: 'a lighthouse', duration: 8 }]],
			...options,
		});

	it('makes what the model asks for and tells it where it is, and nothing that is of no use', async () => {
		const { told } = await ask();
		expect(submissions().map(({ body }) => body)).toEqual([
			{ prompt: 'a lighthouse', duration: 8 },
		]);
		const { id } = emulator.predictions[0]!;
		expect(JSON.parse(told[0]!)).toEqual([
			{
				id,
				model: 'openai/sora-2/text-to-video',
				status: 'completed',
				outputs: [`${emulator.outputsUrl}/predictions/${id}/1.mp4`],
				created_at: expect.any(String),
			},
		]);
		expect(told[0]!.length).toBeLessThan(400);
	});

	it('makes one kind of thing with the model that fits, and tells the model when another was chosen', async () => {
		const speech = {
			resource: 'audio',
			operation: 'speech',
			text: "={{ $fromAI('text', 'What to say', 'string') }}",
		};
		const turns = [[{ text: 'Good morning' }]];
		const { told } = await ask({ parameters: speech, turns });
		expect(JSON.parse(told[0]!)).toMatchObject([
			{ model: 'wavespeed-ai/vibevoice', status: 'completed' },
		]);
		expect(emulator.predictions[0]?.input).toMatchObject({ text: 'Good morning' });

		const wrong = { ...speech, model: generate.model };
		const refused = await ask({ parameters: wrong, turns });
		expect(refused.told[0]).toMatch(/is a model for “Text to Video”.*Nothing was submitted/);
		expect(emulator.predictions).toHaveLength(1);
	});

	it('fetches no file that nobody would get', async () => {
		await ask();
		expect(emulator.requestsTo({ host: 'outputs' })).toHaveLength(0);
	});

	it('tries again within one call, and tells the model of all attempts', async () => {
		emulator.misbehave({
			when: { host: 'api', method: 'GET', path: /\/result$/ },
			do: {
				kind: 'transform',
				change: (answer) => ({
					...answer,
					data: { ...answer.data, status: 'failed', code: 1405, error: 'lost', outputs: [] },
				}),
			},
		});
		const { told } = await ask({
			parameters: {
				...generate,
				options: { whenPredictionFails: 'tryAgain', tryAgainTimes: 1 },
			},
		});
		const [first, second] = emulator.predictions.map(({ id }) => id);
		expect(submissions()).toHaveLength(2);
		expect(JSON.parse(told[0]!)).toEqual([
			expect.objectContaining({
				id: second,
				status: 'completed',
				attempts: [
					expect.objectContaining({ id: first, status: 'failed', reason: 'lost' }),
					expect.objectContaining({ id: second, status: 'completed' }),
				],
			}),
		]);
	});

	it('runs once for an agent that works on several items', async () => {
		const items = ['one', 'two', 'three'].map((question) => ({ json: { question } }));
		const { told } = await ask({ items });
		expect(JSON.parse(told[0]!)).toMatchObject([{ status: 'completed' }]);
		expect(emulator.predictions).toHaveLength(1);
	});

	it('makes two when the model asks for two at once, and again when it asks again', async () => {
		const call = { prompt: 'a lighthouse', duration: 4 };
		const { told } = await ask({ turns: [[call, call], [call]] });
		const ids = told.map((text) => (JSON.parse(text) as Array<{ id: string }>)[0]!.id);
		expect(new Set(ids).size).toBe(3);
		expect(emulator.predictions).toHaveLength(3);
	});

	it('says in plain words what the model has to change', async () => {
		const { told } = await ask({ turns: [[{ prompt: 'a lighthouse', duration: 7 }]] });
		expect(told[0]).toMatch(/duration.*4, 8, 12, 16.*20.*Nothing was submitted/);
		expect(told[0]).not.toMatch(/stack|\bat \//);
		expect(emulator.predictions).toHaveLength(0);
	});

	it('says why a prediction failed, with its id', async () => {
		const { told } = await ask({ turns: [[{ prompt: 'a lighthouse [fail]', duration: 4 }]] });
		const { id } = emulator.predictions[0]!;
		expect(told[0]).toContain(`Prediction ${id} failed`);
	});

	it('does not fail for that, which would end the whole execution up to n8n 2.20', async () => {
		const { told, run } = await ask({ turns: [[{ prompt: 'a lighthouse', duration: 7 }]] });
		expect(JSON.parse(told[0]!)).toEqual([
			{
				error: expect.stringMatching(/duration/),
				details: expect.objectContaining({ reason: 'invalidInput' }),
			},
		]);
		const tasks = Object.values(run.data.resultData.runData).flat();
		expect(tasks.map(({ error }) => error)).toEqual(tasks.map(() => undefined));
	});

	it('gives an error row where On Error continues', async () => {
		const { told } = await ask({
			turns: [[{ prompt: 'a lighthouse', duration: 7 }]],
			node: { onError: 'continueRegularOutput' },
		});
		expect(JSON.parse(told[0]!)).toEqual([
			{
				error: expect.stringMatching(/duration/),
				details: expect.objectContaining({ reason: 'invalidInput' }),
			},
		]);
	});

	it('tells the model of a failure when all tries of Retry On Fail are used up', async () => {
		const { told } = await ask({
			turns: [[{ prompt: 'a lighthouse', duration: 7 }], [{ prompt: 'a lighthouse', duration: 7 }]],
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(told).toHaveLength(2);
		for (const text of told) expect(text).toMatch(/"error":"The input “duration” must be 4/);
	});

	it('pays once when Retry On Fail runs the call again', async () => {
		emulator.misbehave({
			when: { host: 'api', method: 'GET', path: /result/ },
			times: 6,
			do: { kind: 'reset' },
		});
		const { told } = await ask({ node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } });
		expect(JSON.parse(told[0]!)).toMatchObject([{ status: 'completed' }]);
		expect(submissions()).toHaveLength(1);
	});

	it('goes on with the paid prediction when the model calls again after a failure', async () => {
		emulator.misbehave({
			when: { host: 'api', method: 'GET', path: /result/ },
			times: 6,
			do: { kind: 'reset' },
		});
		const call = { prompt: 'a lighthouse', duration: 4 };
		const { told } = await ask({ turns: [[call], [call]] });
		const { id } = emulator.predictions[0]!;
		expect(told[0]).toContain(id);
		expect(JSON.parse(told[1]!)).toMatchObject([{ id, status: 'completed' }]);
		expect(submissions()).toHaveLength(1);
	});

	it('tells a submission’s id at once', async () => {
		const { told } = await ask({ parameters: { ...generate, operation: 'submit' } });
		const { id } = emulator.predictions[0]!;
		expect(JSON.parse(told[0]!)).toEqual([
			{
				prompt: 'a lighthouse',
				id,
				model: 'openai/sora-2/text-to-video',
				status: 'created',
				outputs: [],
				created_at: expect.any(String),
			},
		]);
	});

	it('takes a prediction id from the model', async () => {
		await ask();
		const { id } = emulator.predictions[0]!;
		const { told } = await ask({
			parameters: {
				resource: 'prediction',
				operation: 'getResult',
				predictionId: { __rl: true, mode: 'id', value: "={{ $fromAI('id', 'The id', 'string') }}" },
			},
			turns: [[{ id }]],
		});
		expect(JSON.parse(told[0]!)).toMatchObject([{ id, status: 'completed' }]);
	});

	it('lists predictions so that the model knows them again', async () => {
		await ask({ turns: [[{ prompt: `a lighthouse ${'x'.repeat(500)}`, duration: 4 }]] });
		const { told } = await ask({
			parameters: { resource: 'prediction', operation: 'getMany', limit: 5 },
			turns: [[{}]],
		});
		const { id } = emulator.predictions[0]!;
		expect(JSON.parse(told[0]!)).toEqual([
			{
				prompt: expect.stringMatching(/^a lighthouse x{187}$/),
				id,
				model: 'openai/sora-2/text-to-video',
				status: 'completed',
				outputs: [expect.stringContaining(id)],
				created_at: expect.any(String),
			},
		]);
	});

	it('cuts a file that came as base64', async () => {
		emulator.misbehave({
			when: { host: 'api', path: /result/ },
			times: 5,
			do: {
				kind: 'transform',
				change: (answer) => ({
					...answer,
					data: { ...answer.data, outputs: ['A'.repeat(500_000)] },
				}),
			},
		});
		const { told } = await ask();
		expect(told[0]!.length).toBeLessThan(25_000);
		expect(told[0]).toContain('500000 characters in all');
	});
});

it('is offered to the model with words that say what it does', async () => {
	const { tool } = await runAgent({
		path: 'invocation',
		baseUrl: emulator.url,
		parameters: generate,
		turns: [],
	});
	expect(tool?.name).toBe('Video_Maker');
	expect(tool?.description).toMatch(/video or other media/i);
});
