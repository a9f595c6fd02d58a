import type { Emulator } from '../../emulator/index.mts';
import { startEmulator } from '../startEmulator.mts';
import { promptToVideo, prompts, runWorkflow } from './engine.mts';

describe('Generate and Wait', () => {
	let emulator: Emulator;

	beforeEach(async () => {
		emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 50 });
	});

	afterEach(async () => {
		await emulator.close();
	});

	const run = async (options: Partial<Parameters<typeof runWorkflow>[0]> = {}) =>
		await runWorkflow({ baseUrl: emulator.url, parameters: promptToVideo, ...options });

	it('hands the finished file to the next node, byte for byte', async () => {
		const { success, failure } = await run();
		expect(failure).toBeUndefined();
		expect(success).toHaveLength(1);
		const [row] = success;
		const { id } = emulator.predictions[0]!;
		expect(row!.json).toMatchObject({
			id,
			model: 'openai/sora-2/text-to-video',
			status: 'completed',
			outputs: [expect.stringContaining(emulator.outputsUrl)],
			has_nsfw_contents: [false],
		});
		expect(row!.json).not.toHaveProperty('error');
		expect(row!.pairedItem).toEqual({ item: 0 });
		const file = row!.binary!.data!;
		expect(file).toMatchObject({ mimeType: 'video/mp4', fileExtension: 'mp4', fileType: 'video' });
		expect(file.fileName).toBe(`a-lighthouse-at-dusk-${id.slice(0, 8)}.mp4`);
		const served = await emulator.outputBytesOf(id);
		expect(Buffer.from(file.data, 'base64').equals(served)).toBe(true);
	});

	it('sends the prompt and what the form holds, and nothing else', async () => {
		await run({
			parameters: {
				...promptToVideo,
				inputFields: { mappingMode: 'defineBelow', value: { duration: 8, size: null } },
			},
		});
		const [submission] = emulator.requestsTo({
			method: 'POST',
			path: '/api/v3/openai/sora-2/text-to-video',
		});
		expect(submission!.body).toEqual({ prompt: 'a lighthouse at dusk', duration: 8 });
		expect(submission!.query).toEqual({});
	});

	it('starts all items at once and keeps their order', async () => {
		const { success } = await run({ items: prompts('one', 'two', 'three', 'four') });
		expect(
			success.map(
				(row) => (row.json.input as { prompt?: string } | undefined)?.prompt ?? row.json.id,
			),
		).toHaveLength(4);
		const ids = success.map(({ json }) => json.id);
		const byPrompt = Object.fromEntries(
			emulator.predictions.map(({ id, input }) => [input.prompt, id]),
		);
		expect(ids).toEqual(['one', 'two', 'three', 'four'].map((prompt) => byPrompt[prompt]));
		const submissions = emulator.requestsTo({ method: 'POST', path: /sora-2/ });
		const firstPoll = emulator.requestsTo({ method: 'GET', path: /result/ })[0]!;
		expect(submissions.every(({ at }) => at < firstPoll.at)).toBe(true);
	});

	it('delivers a failed item as an error row and the others as files', async () => {
		const { success, errors } = await run({
			items: prompts('one', 'two [fail]', 'three'),
			onError: 'continueErrorOutput',
		});
		expect(success.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(errors).toHaveLength(1);
		const { error, details } = errors[0]!.json as {
			error: string;
			details: Record<string, unknown>;
		};
		const failed = emulator.predictions.find(({ input }) =>
			String(input.prompt).includes('[fail]'),
		)!;
		expect(error).toContain(failed.id);
		expect(error).toMatch(/\[item 1\]$/);
		expect(details).toMatchObject({
			reason: 'predictionFailed',
			predictionId: failed.id,
			status: 'failed',
		});
	});

	it('sends the key to the API and never to the host of the outputs', async () => {
		await run();
		const keys = (host: 'api' | 'outputs') =>
			emulator.requestsTo({ host }).map(({ headers }) => headers.authorization);
		expect(new Set(keys('api'))).toEqual(new Set(['Bearer test-key']));
		expect(new Set(keys('outputs'))).toEqual(new Set([undefined]));
	});

	it('submits nothing when one item is wrong and the node stops on errors', async () => {
		const { failure } = await run({
			items: prompts('one', '', 'three'),
		});
		expect(failure?.message).toMatch(/prompt/i);
		expect(emulator.predictions).toHaveLength(0);
	});

	it('submits nothing when a later item has a broken expression and the node stops on errors', async () => {
		const { failure } = await run({
			items: [{ json: { prompt: 'one' } }, { json: {} }],
			parameters: { ...promptToVideo, prompt: '={{ $json.prompt.toUpperCase() }}' },
		});
		expect(failure).toBeDefined();
		expect(emulator.requestsTo({ method: 'POST' })).toHaveLength(0);
	});

	it('waits for the prediction of the first try when n8n runs the node again', async () => {
		emulator.misbehave({
			when: { host: 'api', method: 'GET', path: /result/ },
			times: 6,
			do: { kind: 'reset' } as never,
		});
		const { success, failure } = await run({ retryOnFail: true });
		expect(failure).toBeUndefined();
		expect(success).toHaveLength(1);
		expect(emulator.predictions).toHaveLength(1);
		expect(emulator.requestsTo({ method: 'POST', path: /sora-2/ })).toHaveLength(1);
	});
});
