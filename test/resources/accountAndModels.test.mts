import type { Emulator } from '../../emulator/index.mts';
import { closeAll, start } from '../emulator/client.mts';
import { prompts, runWorkflow } from '../workflow/engine.mts';

let emulator: Emulator;

beforeEach(async () => {
	emulator = await start({ balanceUsd: 12.5 });
});

afterEach(closeAll);

const run = async (
	parameters: Record<string, unknown>,
	options: Partial<Parameters<typeof runWorkflow>[0]> = {},
) => await runWorkflow({ baseUrl: emulator.url, parameters: parameters as never, ...options });

describe('Account → Get Balance', () => {
	const getBalance = { resource: 'account', operation: 'getBalance' };

	it('tells what is left, asked for once for all items', async () => {
		const { success } = await run(getBalance, { items: prompts('one', 'two') });
		expect(success).toEqual([
			{ json: { balance: 12.5, currency: 'USD' }, pairedItem: { item: 0 } },
			{ json: { balance: 12.5, currency: 'USD' }, pairedItem: { item: 1 } },
		]);
		expect(emulator.requests).toHaveLength(1);
	});

	it('says why there is none', async () => {
		emulator.misbehave({
			when: { path: '/api/v3/balance' },
			times: 10,
			do: { kind: 'transform', change: (answer) => ({ ...answer, data: {} }) },
		});
		const { failure } = await run(getBalance);
		expect(failure?.message).toMatch(/without what was asked for: it sent an empty object\./);
	});
});

describe('Model → Get', () => {
	const get = (model: unknown) => ({ resource: 'model', operation: 'get', model });

	it('tells what the model does, costs and takes', async () => {
		const { success } = await run(
			get({ __rl: true, mode: 'id', value: 'openai/sora-2/text-to-video' }),
		);
		expect(success).toHaveLength(1);
		expect(success[0]!.json).toMatchObject({
			id: 'openai/sora-2/text-to-video',
			name: 'Sora 2 Text to Video',
			type: 'text-to-video',
			description: expect.stringMatching(/./),
			base_price: expect.any(Number),
			url: 'https://wavespeed.ai/models/openai/sora-2/text-to-video',
			inputs: expect.arrayContaining([
				expect.objectContaining({ name: 'prompt', type: 'string', required: true }),
				expect.objectContaining({
					name: 'size',
					enum: ['720*1280', '1280*720'],
					default: '720*1280',
				}),
				expect.objectContaining({ name: 'duration', type: 'integer', enum: [4, 8, 12, 16, 20] }),
			]),
		});
	});

	it('names the nearest model for one that WaveSpeed does not have', async () => {
		const { failure } = await run(get('openai/sora2/text-to-video'));
		expect(failure?.message).toMatch(
			/has no model openai\/sora2\/text-to-video\. Did you mean openai\/sora-2\/text-to-video\?/,
		);
	});

	it('fails with words when the catalogue cannot be had', async () => {
		emulator.misbehave({
			when: { path: '/api/v3/models' },
			times: 20,
			do: { kind: 'reply', status: 503, body: { code: 503, message: 'down' } },
		});
		const { failure } = await run(get('openai/sora-2/text-to-video'));
		expect(failure?.message).toMatch(/internal error \(HTTP 503\)/);
	});
});

describe('Model → Get Many', () => {
	const getMany = (further: object = {}) => ({
		resource: 'model',
		operation: 'getMany',
		...further,
	});
	const ids = async (further: object) =>
		(await run(getMany(further))).success.map(({ json }) => json.id as string);

	it('lists the whole catalogue in the vendor’s order with one request', async () => {
		const answer = await fetch(`${emulator.url}/api/v3/models`, {
			headers: { authorization: 'Bearer test-key' },
		});
		const { data } = (await answer.json()) as { data: Array<{ model_id: string }> };
		expect(await ids({ returnAll: true })).toEqual(data.map(({ model_id }) => model_id));
		expect(emulator.requests).toHaveLength(2);
	});

	it('narrows by words and by type', async () => {
		const found = await ids({ filters: { search: 'SORA pro image' } });
		expect(found).toContain('openai/sora-2-pro/image-to-video');
		expect(found.every((id) => /sora.*pro/.test(id) && id.includes('image'))).toBe(true);
		const { success } = await run(getMany({ filters: { type: 'text-to-image' } }));
		expect(success.length).toBeGreaterThan(0);
		expect(new Set(success.map(({ json }) => json.type))).toEqual(new Set(['text-to-image']));
		expect(await ids({ filters: { search: 'sora', type: 'text-to-image' } })).toEqual([]);
	});

	it('names models as the list in the panel does', async () => {
		const { success } = await run(getMany({ returnAll: true }));
		const names = new Map(success.map(({ json }) => [json.id, json.name]));
		expect(names.get('minimax/music-2.5')).toBe('Music 2.5');
		expect(names.get('wavespeed-ai/ace-step-1.5')).toBe('ACE Step 1.5');
		expect(names.get('google/gemini-2.5-flash/text-to-speech')).toBe(
			'Gemini 2.5 Flash Text to Speech',
		);
	});

	it('gives the inputs only where they are wanted, and as many rows as wanted', async () => {
		const bare = await run(getMany({ limit: 3 }));
		expect(bare.success).toHaveLength(3);
		expect(bare.success[0]!.json).not.toHaveProperty('inputs');
		const full = await run(getMany({ limit: 3, options: { includeInputs: true } }));
		expect(full.success[0]!.json.inputs).toEqual(
			expect.arrayContaining([expect.objectContaining({ name: 'prompt' })]),
		);
	});

	it('refuses a type that no model has, and names those there are', async () => {
		const { failure } = await run(getMany({ filters: { type: 'text2video' } }));
		expect(failure?.message).toMatch(/no models of the type “text2video”.*text-to-video/);
	});
});
