import { call, closeAll, generate, KEY, SORA, start, submit } from './client.mts';
import { ManualClock } from './manualClock.mts';

afterEach(closeAll);

describe('a submission', () => {
	test('is echoed with every default and without unknown keys', async () => {
		const emulator = await start();
		const { status, json } = await submit(emulator, { prompt: 'a paper boat', colour: 'red' });
		expect(status).toBe(200);
		expect(json).toMatchObject({ code: 200, message: 'success' });
		expect(json.data).toEqual({
			id: expect.stringMatching(/^[0-9a-f]{32}$/),
			model: SORA,
			input: { prompt: 'a paper boat', size: '720*1280', duration: 4 },
			outputs: [],
			urls: { get: `${emulator.url}/api/v3/predictions/${json.data.id}/result` },
			status: 'created',
			created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
		});
	});

	test('is recorded as accepted, with its body, and billed', async () => {
		const emulator = await start({ balanceUsd: 1 });
		await submit(emulator, { prompt: 'a paper boat', duration: 8 });
		expect(emulator.predictions).toHaveLength(1);
		expect(emulator.predictions[0]).toMatchObject({ model: SORA, priceUsd: 0.8 });
		expect(emulator.balanceUsd).toBeCloseTo(0.2, 9);
		expect(emulator.requestsTo({ method: 'POST' })).toEqual([
			expect.objectContaining({
				host: 'api',
				path: `/api/v3/${SORA}`,
				accepted: true,
				body: { prompt: 'a paper boat', duration: 8 },
				headers: expect.objectContaining({ authorization: `Bearer ${KEY}` }),
			}),
		]);
	});

	test.each([
		[{}, '/prompt', 'property "prompt" is missing'],
		[{ prompt: 4 }, '/prompt', 'value must be a string'],
		[{ prompt: 'x', duration: '4' }, '/duration', 'value must be an integer'],
		[
			{ prompt: 'x', duration: 5 },
			'/duration',
			'value is not one of the allowed values [4,8,12,16,20]',
		],
		[{ prompt: 'x', characters: 'char_1' }, '/characters', 'value must be an array'],
	])('of %j is refused at %s', async (input, pointer, reason) => {
		const emulator = await start();
		const { status, json } = await submit(emulator, input);
		expect(status).toBe(400);
		expect(json).toEqual({
			code: 400,
			message: `invalid request body, Error at "${pointer}": ${reason}`,
		});
		expect(emulator.predictions).toHaveLength(0);
		expect(emulator.balanceUsd).toBe(10_000);
	});

	test('with a text in place of a LoRA is refused at that entry of the list', async () => {
		const emulator = await start();
		const { json } = await submit(
			emulator,
			{ prompt: 'x', image: 'https://example.com/a.png', loras: ['a/b'] },
			'wavespeed-ai/wan-2.2/i2v-720p-lora',
		);
		expect(json.message).toBe('invalid request body, Error at "/loras/0": value must be an object');
	});

	test('follows the rules a schema makes with if and then', async () => {
		const emulator = await start();
		const model = 'pixverse/pixverse-v5.5/text-to-video';
		expect(
			(await submit(emulator, { prompt: 'x', resolution: '720p', duration: 10 }, model)).status,
		).toBe(200);
		const { status, json } = await submit(
			emulator,
			{ prompt: 'x', resolution: '1080p', duration: 10 },
			model,
		);
		expect(status).toBe(400);
		expect(json.message).toContain('/duration');
	});

	test('that is no JSON object is refused', async () => {
		const emulator = await start();
		const response = await fetch(`${emulator.url}/api/v3/${SORA}`, {
			method: 'POST',
			headers: { authorization: `Bearer ${KEY}` },
			body: '{"prompt":',
		});
		expect(response.status).toBe(400);
		expect(emulator.requests[0]).toMatchObject({ body: undefined, bodyText: '{"prompt":' });
	});

	test('to an unknown model answers 404', async () => {
		const emulator = await start();
		expect(await submit(emulator, { prompt: 'x' }, 'openai/sora-3')).toMatchObject({
			status: 404,
			json: { code: 404 },
		});
	});

	test('with both a webhook and base64 output is refused without the envelope', async () => {
		const emulator = await start();
		const path = `/api/v3/wavespeed-ai/z-image/turbo?webhook=${encodeURIComponent('https://example.com/hook')}`;
		const { status, json } = await call(emulator, 'POST', path, {
			prompt: 'x',
			enable_base64_output: true,
		});
		expect(status).toBe(400);
		expect(Object.keys(json)).toEqual(['error']);
		expect(emulator.predictions).toHaveLength(0);
	});
});

describe('the account', () => {
	test('accepts any key unless one is set, and never none', async () => {
		const open = await start();
		expect((await call(open, 'GET', '/api/v3/balance', undefined, 'whatever')).json.data).toEqual({
			balance: 10_000,
		});
		expect((await fetch(`${open.url}/api/v3/balance`)).status).toBe(401);
		const closed = await start({ apiKey: KEY });
		expect((await call(closed, 'GET', '/api/v3/balance')).status).toBe(200);
		expect(await call(closed, 'GET', '/api/v3/balance', undefined, 'another')).toMatchObject({
			status: 401,
			json: { code: 401 },
		});
	});

	test('that was never topped up is told so on every call', async () => {
		const emulator = await start({ neverToppedUp: true });
		const { status, json } = await call(emulator, 'GET', '/api/v3/models');
		expect(status).toBe(401);
		expect(json.message).toMatch(/top up/);
	});

	test('without enough money gets code 1407, and no prediction', async () => {
		const emulator = await start({ balanceUsd: 0.5 });
		expect((await submit(emulator)).status).toBe(200);
		const { status, json } = await submit(emulator);
		expect({ status, code: json.code }).toEqual({ status: 400, code: 1407 });
		expect(json.message).toMatch(/insufficient/i);
		expect(emulator.predictions).toHaveLength(1);
	});

	test('above its concurrency gets 429 until a prediction ends', async () => {
		const emulator = await start({ maxConcurrentPredictions: 2, generationTimeMs: Infinity });
		const answers = await Promise.all([submit(emulator), submit(emulator), submit(emulator)]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
		expect(answers.find(({ status }) => status === 429)?.json.message).toBe(
			'You have reached your concurrency limit',
		);
		emulator.settle(emulator.predictions[0]!.id);
		expect((await submit(emulator)).status).toBe(200);
	});
});

describe('a word in the prompt', () => {
	test('[fail] fails the task while HTTP and envelope say 200', async () => {
		const emulator = await start();
		const data = await generate(emulator, { prompt: 'a boat [fail]' });
		expect(data).toMatchObject({
			status: 'failed',
			outputs: [],
			code: 1403,
			error: expect.stringMatching(/.+/),
		});
	});

	test('[nsfw] flags every output', async () => {
		const emulator = await start();
		const data = await generate(
			emulator,
			{ prompt: 'boats [nsfw]', num_images: 2 },
			'wavespeed-ai/flux-dev-lora',
		);
		expect(data).toMatchObject({ status: 'completed', has_nsfw_contents: [true, true] });
	});

	test('[slow] takes ten times as long', async () => {
		const clock = new ManualClock();
		const emulator = await start({ generationTimeMs: 15, clock });
		const { id } = (await submit(emulator, { prompt: 'a boat [slow]' })).json.data;
		clock.advance(149);
		expect(emulator.predictions[0]!.status).toBe('processing');
		clock.advance(1);
		const { json } = await call(emulator, 'GET', `/api/v3/predictions/${id}/result`);
		expect(json.data).toMatchObject({ status: 'completed', timings: { inference: 150 } });
	});
});
