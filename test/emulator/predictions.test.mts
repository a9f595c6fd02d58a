import { call, closeAll, generate, start, submit } from './client.mts';
import { until } from '../until.mts';
import { ManualClock } from './manualClock.mts';

afterEach(closeAll);

const resultOf = async (emulator: Parameters<typeof call>[0], id: string) =>
	(await call(emulator, 'GET', `/api/v3/predictions/${id}/result`)).json.data;

describe('a prediction', () => {
	test('goes from created over processing to completed', async () => {
		const clock = new ManualClock();
		const emulator = await start({ generationTimeMs: 300, clock });
		const { id } = (await submit(emulator)).json.data;
		expect(await resultOf(emulator, id)).toMatchObject({
			status: 'created',
			outputs: [],
			error: '',
		});
		clock.advance(60);
		expect(await resultOf(emulator, id)).toMatchObject({ status: 'processing', outputs: [] });
		clock.advance(239);
		expect(await resultOf(emulator, id)).toMatchObject({ status: 'processing', outputs: [] });
		clock.advance(1);
		const done = await resultOf(emulator, id);
		expect(done).toMatchObject({
			status: 'completed',
			outputs: [`${emulator.outputsUrl}/predictions/${id}/1.mp4`],
			has_nsfw_contents: [false],
			error: '',
		});
		expect(done.timings.inference).toBe(300);
		expect(done.created_at).toMatch(/\.\d{9}Z$/);
	});

	test('reads the same without /result', async () => {
		const emulator = await start();
		const { id } = await generate(emulator);
		expect((await call(emulator, 'GET', `/api/v3/predictions/${id}`)).json.data).toEqual(
			await resultOf(emulator, id),
		);
	});

	test('that never was answers 404', async () => {
		const emulator = await start();
		expect(
			await call(emulator, 'GET', '/api/v3/predictions/0123456789abcdef0123456789abcdef/result'),
		).toMatchObject({ status: 404, json: { code: 404 } });
	});

	test('can be ended by hand, as whatever the test needs', async () => {
		const emulator = await start({ generationTimeMs: Infinity });
		const ids = await Promise.all(
			[1, 2, 3].map(async () => (await submit(emulator)).json.data.id as string),
		);
		emulator.settle(ids[0]!);
		emulator.fail(ids[1]!, 'The content contains sensitive information.', 1200);
		emulator.settle(ids[2]!, {
			status: 'deleted',
			outputs: [{ kind: 'value', value: { odd: true } }],
		});
		expect(await resultOf(emulator, ids[0]!)).toMatchObject({ status: 'completed' });
		expect(await resultOf(emulator, ids[1]!)).toMatchObject({
			status: 'failed',
			code: 1200,
			outputs: [],
		});
		expect(await resultOf(emulator, ids[2]!)).toMatchObject({
			status: 'deleted',
			outputs: [{ odd: true }],
		});
	});

	test('whose uploaded input is gone fails with code 1402', async () => {
		const emulator = await start();
		const data = await generate(
			emulator,
			{ prompt: 'x', image: `${emulator.outputsUrl}/media/nobody/images/gone.png` },
			'openai/sora-2/image-to-video',
		);
		expect(data).toMatchObject({ status: 'failed', code: 1402 });
	});

	test('in sync mode is answered when it is done, or as still processing after the time limit', async () => {
		const clock = new ManualClock();
		const emulator = await start({
			generationTimeMs: ({ count }) => (count === 1 ? 20 : Infinity),
			syncTimeoutMs: 60,
			clock,
		});
		const submitAndWait = async (ms: number) => {
			const input = { prompt: 'x', enable_sync_mode: true };
			const known = emulator.predictions.length;
			const answered = submit(emulator, input, 'wavespeed-ai/z-image/turbo');
			await until(() => emulator.predictions.length > known);
			clock.advance(ms);
			return (await answered).json;
		};
		expect((await submitAndWait(20)).data).toMatchObject({
			status: 'completed',
			outputs: [expect.stringContaining('.jpeg')],
		});
		const late = await submitAndWait(60);
		expect(late).toMatchObject({
			code: 200,
			data: { status: 'processing', code: 5004, urls: { get: expect.any(String) } },
		});
	});
});

describe('outputs that are no URLs', () => {
	test('a language model answers in text', async () => {
		const emulator = await start();
		const data = await generate(emulator, { prompt: 'what floats?' }, 'wavespeed-ai/any-llm');
		expect(data.outputs).toEqual([expect.stringContaining('what floats?')]);
	});

	test('a character comes as an object with an id', async () => {
		const emulator = await start();
		const data = await generate(
			emulator,
			{ name: 'Ada', video: 'https://example.com/ada.mp4' },
			'openai/sora-2/characters',
		);
		expect(data.outputs).toEqual([{ id: expect.stringMatching(/^char_/), name: 'Ada' }]);
	});

	test('base64 output is the file itself, without a data prefix', async () => {
		const emulator = await start();
		const data = await generate(
			emulator,
			{ prompt: 'x', size: '64*64', enable_base64_output: true },
			'wavespeed-ai/z-image/turbo',
		);
		expect(
			Buffer.from(data.outputs[0], 'base64').equals(await emulator.outputBytesOf(data.id)),
		).toBe(true);
	});
});

const listOf = async (emulator: Parameters<typeof call>[0], fields: object = {}) =>
	(
		await call(emulator, 'POST', '/api/v3/predictions', {
			page: 1,
			page_size: 100,
			include_inputs: true,
			...fields,
		})
	).json.data;

describe('the list', () => {
	test('has no inputs unless the request says include_inputs: true', async () => {
		const emulator = await start();
		const { id } = await generate(emulator, { prompt: 'one' });
		for (const include_inputs of [undefined, false, 'true', 1]) {
			const { items } = await listOf(emulator, { include_inputs });
			expect(items).toEqual([expect.objectContaining({ id, status: 'completed' })]);
			expect(items[0]).not.toHaveProperty('input');
		}
		const input = { prompt: 'one', size: '720*1280', duration: 4 };
		expect((await listOf(emulator)).items).toEqual([expect.objectContaining({ id, input })]);
	});

	test('may give inputs always, or never', async () => {
		const emulator = await start({ quirks: { listInputs: 'always' } });
		await generate(emulator);
		const [row] = (await listOf(emulator, { include_inputs: undefined })).items;
		expect(row).toHaveProperty('input.duration', 4);
		emulator.quirks.listInputs = 'never';
		expect((await listOf(emulator)).items[0]).not.toHaveProperty('input');
	});

	test.each([
		['resolved', { prompt: ' a boat ', size: '64X64', seed: -1, strength: 0.6 }],
		['sent', { prompt: ' a boat ', size: '64X64', unknown: true }],
		['normalised', { prompt: 'a boat', size: '64*64', seed: expect.any(Number) }],
	] as const)('may give inputs as they were %s', async (listInputForm, input) => {
		const emulator = await start({ quirks: { listInputForm } });
		await submit(
			emulator,
			{ unknown: true, prompt: ' a boat ', size: '64X64' },
			'wavespeed-ai/z-image/turbo',
		);
		const [row] = (await listOf(emulator)).items;
		expect(row.input).toMatchObject(input);
		expect('unknown' in row.input).toBe(listInputForm === 'sent');
		if (listInputForm === 'normalised') {
			expect(row.input.seed).toBeGreaterThanOrEqual(0);
			expect(Object.keys(row.input)).toEqual(Object.keys(row.input).sort());
		}
	});

	test.each([
		['has_more', { page: 1, has_more: true }],
		['none', { page: 1 }],
	] as const)('may tell of further pages by %s', async (listCount, fields) => {
		const emulator = await start({ quirks: { listCount } });
		for (const prompt of ['one', 'two']) await generate(emulator, { prompt });
		const { items, ...rest } = await listOf(emulator, { page_size: 1 });
		expect(items).toHaveLength(1);
		expect(rest).toEqual(fields);
	});

	test('may show a prediction late', async () => {
		const clock = new ManualClock();
		const emulator = await start({ quirks: { listDelayMs: 3000 }, clock });
		const { id } = (await submit(emulator)).json.data;
		clock.advance(2999);
		expect((await listOf(emulator)).items).toEqual([]);
		expect(await resultOf(emulator, id)).toMatchObject({ status: 'completed' });
		clock.advance(1);
		expect((await listOf(emulator)).items).toEqual([expect.objectContaining({ id })]);
	});

	test('may have smaller pages than were asked for', async () => {
		const emulator = await start({ quirks: { listPageSize: 2 } });
		for (const prompt of ['one', 'two', 'three']) await generate(emulator, { prompt });
		expect((await listOf(emulator)).items).toHaveLength(2);
		expect((await listOf(emulator, { page: 2 })).items).toHaveLength(1);
	});
	test('shows the newest first, in pages, with the input where it was asked for', async () => {
		const emulator = await start();
		for (const prompt of ['one', 'two', 'three']) await generate(emulator, { prompt });
		const page = async (number: number) => await listOf(emulator, { page: number, page_size: 2 });
		const first = await page(1);
		expect(first).toMatchObject({ page: 1, total: 3 });
		expect(first.items.map((item: any) => item.input.prompt)).toEqual(['three', 'two']);
		expect((await page(2)).items.map((item: any) => item.input.prompt)).toEqual(['one']);
		expect((await page(3)).items).toEqual([]);
	});

	test('can be narrowed by model, status and time', async () => {
		const emulator = await start();
		const boat = await generate(emulator);
		const failed = await generate(emulator, { prompt: '[fail]' });
		const image = await generate(emulator, { prompt: 'x' }, 'wavespeed-ai/z-image/turbo');
		const idsOf = async (filter: object) =>
			(
				await call(emulator, 'POST', '/api/v3/predictions', { page: 1, page_size: 100, ...filter })
			).json.data.items.map((item: any) => item.id);
		expect(await idsOf({ model: 'wavespeed-ai/z-image/turbo' })).toEqual([image.id]);
		expect(await idsOf({ status: 'failed' })).toEqual([failed.id]);
		expect(
			await idsOf({ created_before: new Date(emulator.predictions[0]!.createdAt).toISOString() }),
		).toEqual([boat.id]);
		expect(await idsOf({ created_after: new Date(Date.now() + 1000).toISOString() })).toEqual([]);
	});

	test.each([
		[{}],
		[{ page: 0, page_size: 10 }],
		[{ page: 1, page_size: 101 }],
		[{ page: 1, page_size: 10, created_after: 'yesterday' }],
	])('refuses %j', async (body) => {
		const emulator = await start();
		expect((await call(emulator, 'POST', '/api/v3/predictions', body)).status).toBe(400);
	});

	test('loses what was deleted, which stays paid for', async () => {
		const emulator = await start();
		const { id } = await generate(emulator);
		const answer = await call(emulator, 'POST', '/api/v3/predictions/delete', {
			ids: [id, id, 'unknown'],
		});
		expect(answer.json.data).toEqual({ deleted_count: 1 });
		expect((await call(emulator, 'GET', `/api/v3/predictions/${id}/result`)).status).toBe(404);
		expect(
			(await call(emulator, 'POST', '/api/v3/predictions', { page: 1, page_size: 10 })).json.data
				.items,
		).toEqual([]);
		expect(emulator.predictions).toHaveLength(1);
	});
});
