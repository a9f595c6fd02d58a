import { call, closeAll, generate, SORA, start, submit } from './client.mts';
import { ManualClock } from './manualClock.mts';

afterEach(closeAll);

type Emulator = Parameters<typeof call>[0];
const SEARCH = '/api/v3/billings/search';
const IMAGE = 'wavespeed-ai/z-image/turbo';

const search = async (emulator: Emulator, fields: object = {}) =>
	await call(emulator, 'POST', SEARCH, { page: 1, page_size: 100, ...fields });
const found = async (emulator: Emulator, fields?: object) =>
	(await search(emulator, fields)).json.data;

describe('billings', () => {
	test('tell what each prediction cost, newest first', async () => {
		const emulator = await start();
		const video = await generate(emulator);
		const image = await generate(emulator, { prompt: 'x' }, IMAGE);
		const { page, total, items } = await found(emulator);
		expect({ page, total }).toEqual({ page: 1, total: 2 });
		expect(items.map((item: any) => item.prediction.uuid)).toEqual([image.id, video.id]);
		expect(items[1]).toEqual({
			uuid: expect.stringMatching(/^[0-9a-f]{32}$/),
			access_key_id: expect.any(String),
			access_key_name: 'emulator',
			billing_type: 'deduct',
			price: 0.4,
			created_at: expect.stringMatching(/Z$/),
			updated_at: expect.stringMatching(/Z$/),
			order: {
				uuid: expect.any(String),
				state: 'done',
				price: 0.4,
				origin_price: 0.4,
				status: '',
				ak_id: 0,
			},
			prediction: { uuid: video.id, model_uuid: SORA, status: 'completed' },
		});
	});

	test('show a failure as charged and paid back, once, and so does the balance', async () => {
		const emulator = await start({ balanceUsd: 1, generationTimeMs: Infinity });
		const { id } = (await submit(emulator)).json.data;
		expect(emulator.balanceUsd).toBeCloseTo(0.6, 9);
		expect((await found(emulator)).items[0].order.state).toBe('pre');
		emulator.fail(id);
		emulator.fail(id);
		expect(emulator.balanceUsd).toBe(1);
		const { items } = await found(emulator, { sort: 'created_at ASC' });
		expect(items.map((item: any) => [item.billing_type, item.price])).toEqual([
			['deduct', 0.4],
			['refund', 0.4],
		]);
	});

	test.each([
		['failed', 1],
		['timeout', 1],
		['deleted', 0],
		['cancelled', 0],
		['completed', 0],
	])('have for a prediction that ended as %s so many refunds: %i', async (status, refunds) => {
		const emulator = await start({ generationTimeMs: Infinity });
		const { id } = (await submit(emulator)).json.data;
		emulator.settle(id, { status });
		expect((await found(emulator, { billing_type: 'refund' })).items).toHaveLength(refunds);
	});

	test('may lag, and refunds may come hours later', async () => {
		const clock = new ManualClock();
		const HOUR = 3_600_000;
		const quirks = { billingDelayMs: 5000, refundDelayMs: 3 * HOUR };
		const emulator = await start({ clock, quirks, generationTimeMs: Infinity });
		const { id } = (await submit(emulator)).json.data;
		clock.advance(4999);
		expect((await found(emulator)).items).toEqual([]);
		clock.advance(1);
		expect((await found(emulator)).items).toHaveLength(1);
		emulator.fail(id);
		clock.advance(3 * HOUR - 1);
		expect(emulator.balanceUsd).toBeCloseTo(9999.6, 9);
		clock.advance(1);
		expect(emulator.balanceUsd).toBe(10_000);
		expect((await found(emulator)).items).toHaveLength(1);
		clock.advance(5000);
		expect((await found(emulator)).items).toHaveLength(2);
	});

	test('can be narrowed by prediction, type, model and time, and come in pages', async () => {
		const emulator = await start();
		const failed = await generate(emulator, { prompt: '[fail]' });
		const image = await generate(emulator, { prompt: 'x' }, IMAGE);
		const idsOf = async (fields: object) =>
			(await found(emulator, fields)).items.map((item: any) => item.prediction.uuid);
		expect(await idsOf({ prediction_uuids: [image.id] })).toEqual([image.id]);
		expect(await idsOf({ billing_type: 'refund' })).toEqual([failed.id]);
		expect(await idsOf({ model_uuid: IMAGE })).toEqual([image.id]);
		expect(await idsOf({ end_time: '1759317227408' })).toEqual([]);
		expect(await idsOf({ start_time: '2026-01-01T00:00:00Z' })).toHaveLength(3);
		expect(await idsOf({ page: 2, page_size: 2 })).toEqual([failed.id]);
	});

	test('may tell of further pages by a flag, count in millionths, and take one kind of time', async () => {
		const quirks = { billingCount: 'has_more', billingUnit: 'microUsd' } as const;
		const emulator = await start({ quirks });
		await generate(emulator);
		await generate(emulator);
		const { items, ...rest } = await found(emulator, { page_size: 1 });
		expect(rest).toEqual({ page: 1, has_more: true });
		expect(items[0]).toMatchObject({ price: 400_000, order: { origin_price: 400_000 } });
		const statusOf = async (start_time: string) => (await search(emulator, { start_time })).status;
		emulator.quirks.billingTimes = 'ms';
		expect([await statusOf('1759317227408'), await statusOf('2026-01-01T00:00:00Z')]).toEqual([
			200, 400,
		]);
		emulator.quirks.billingTimes = 'iso';
		expect([await statusOf('1759317227408'), await statusOf('2026-01-01T00:00:00Z')]).toEqual([
			400, 200,
		]);
	});

	test.each([[{ page: 0 }], [{ page_size: 101 }], [{ start_time: 'yesterday' }]])(
		'refuse %j',
		async (fields) => {
			expect((await search(await start(), fields)).status).toBe(400);
		},
	);
});

describe('usage', () => {
	const usage = async (emulator: Emulator, fields: object) =>
		await call(emulator, 'POST', '/api/v3/user/usage_stats', fields);
	const DAY = 86_400_000;

	test('sums up what was spent, by model and by day', async () => {
		const clock = new ManualClock();
		const emulator = await start({ clock });
		const make = async (model: string, prompt: string) => {
			await submit(emulator, { prompt }, model);
			clock.advance(20);
		};
		await make(SORA, 'one');
		await make(SORA, '[fail]');
		clock.advance(DAY);
		await make(IMAGE, 'x');
		const range = { start_time: '2026-11-20T00:00:00Z', end_time: '2026-12-01T00:00:00Z' };
		expect((await usage(emulator, range)).json.data).toEqual({
			per_model_usage: [
				{
					model_uuid: SORA,
					model_type: 'text-to-video',
					unit_price: 0.2,
					total_cost: 0.4,
					total_count: 2,
					last_used_date: '2026-11-26',
				},
				{
					model_uuid: IMAGE,
					model_type: 'text-to-image',
					unit_price: 0.005,
					total_cost: 0.005,
					total_count: 1,
					last_used_date: '2026-11-27',
				},
			],
			daily_usage: [
				{
					date: '2026-11-26',
					amount: 0.4,
					count: 2,
					models: [{ model_uuid: SORA, amount: 0.4, count: 2 }],
				},
				{
					date: '2026-11-27',
					amount: 0.005,
					count: 1,
					models: [{ model_uuid: IMAGE, amount: 0.005, count: 1 }],
				},
			],
			summary: { total_cost: 0.405, total_requests: 3, success_requests: 2 },
		});
		const ofImage = (await usage(emulator, { ...range, model_uuid: IMAGE })).json.data;
		expect(ofImage.summary.total_cost).toBe(0.005);
		emulator.withdraw(IMAGE);
		expect((await usage(emulator, range)).json.data.per_model_usage[1].model_type).toBe(
			'text-to-image',
		);
	});

	test.each([
		[{}],
		[{ start_time: '2026-11-01T00:00:00Z' }],
		[{ start_time: '2026-10-01T00:00:00Z', end_time: '2026-11-02T00:00:00Z' }],
		[{ start_time: '1759317227408', end_time: '1759317227409' }],
	])('refuses %j', async (fields) => {
		expect((await usage(await start(), fields)).status).toBe(400);
	});
});
