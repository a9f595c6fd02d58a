import type { Emulator } from '../../../emulator/index.mts';
import type { Quirks } from '../../../emulator/quirks.mts';
import { startEmulator, time } from '../../startEmulator.mts';
import { promptToVideo, prompts, runWorkflow } from '../../workflow/engine.mts';

const SORA = 'openai/sora-2/text-to-video';
const DAY = 24 * 60 * 60 * 1_000;
let emulator: Emulator;

beforeEach(async () => {
	emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 50 });
});
afterEach(async () => await emulator.close());

const getSpending = async (
	parameters: Record<string, unknown> = {},
	settings: Partial<Parameters<typeof runWorkflow>[0]> = {},
) =>
	await runWorkflow({
		baseUrl: emulator.url,
		parameters: { resource: 'account', operation: 'getSpending', ...parameters } as never,
		items: prompts('one'),
		...settings,
	});
const spend = async (...texts: string[]) =>
	await runWorkflow({
		baseUrl: emulator.url,
		parameters: {
			...promptToVideo,
			model: { __rl: true, mode: 'id', value: SORA },
			options: { downloadOutputs: false },
		},
		items: prompts(...texts),
		onError: 'continueErrorOutput',
	});
const today = () => time.date().toISOString().slice(0, 10);
const searches = () => emulator.requestsTo({ path: '/api/v3/billings/search' });

const row = (predictions: number, failed = 0) => {
	const each = emulator.predictions[0]!.priceUsd;
	const usd = (count: number) => Math.round(each * count * 1e6) / 1e6;
	return {
		day: today(),
		model: SORA,
		predictions,
		billed_usd: usd(predictions),
		refunded_usd: usd(failed),
		spent_usd: usd(predictions - failed),
		list_price_usd: usd(predictions),
	};
};

describe('Account → Get Spending', () => {
	it('tells what each model cost on each day, and what was paid back', async () => {
		await spend('one', 'two', 'three [fail]');
		const { success, failure } = await getSpending();
		expect(failure).toBeUndefined();
		expect(success).toEqual([{ json: row(3, 1), pairedItem: { item: 0 } }]);
	});

	const habits: Array<Partial<Quirks>> = [
		{ billingCount: 'has_more' },
		{ billingTimes: 'iso' },
		{ billingTimes: 'ms' },
		{ billingUnit: 'microUsd' },
	];
	it.each(habits)('gives the same figures where the API has the habit %j', async (habit) => {
		Object.assign(emulator.quirks, habit);
		await spend('one', 'two [fail]');
		const { success, failure } = await getSpending();
		expect(failure).toBeUndefined();
		expect(success.map(({ json }) => json)).toEqual([row(2, 1)]);
	});

	it('goes through all pages, and asks once for items with equal filters', async () => {
		await spend(...Array.from({ length: 105 }, (_one, index) => `picture ${index}`));
		const { success } = await getSpending({}, { items: prompts('one', 'two') });
		expect(success.map(({ json, pairedItem }) => [json.predictions, pairedItem])).toEqual([
			[105, { item: 0 }],
			[105, { item: 1 }],
		]);
		expect(searches().map(({ body }) => (body as { page: number }).page)).toEqual([1, 2]);
	});

	it('asks for the last 7 days, and leaves out what a server sends beside them', async () => {
		await spend('one');
		await time.sleep(8 * DAY);
		await spend('two');
		emulator.misbehave({
			when: { path: '/api/v3/billings/search' },
			times: 1,
			do: {
				kind: 'transform',
				change: (answer) => {
					const { items } = answer.data as { items: object[] };
					const old = { ...items[0], uuid: 'old', created_at: '2020-01-01T00:00:00Z' };
					return { ...answer, data: { page: 1, total: 2, items: [old, ...items] } };
				},
			},
		});
		const { success } = await getSpending();
		expect(success.map(({ json }) => json)).toEqual([row(1)]);
		const { start_time: from, end_time: to } = searches()[0]!.body as Record<string, string>;
		expect(Number(to) - Number(from)).toBe(7 * DAY);
	});

	it('counts the predictions that are named, whenever they were made', async () => {
		await spend('one', 'two');
		await time.sleep(40 * DAY);
		const predictionIds = emulator.predictions[0]!.id;
		const { success } = await getSpending({ filters: { predictionIds } });
		expect(success.map(({ json }) => json.predictions)).toEqual([1]);
		expect(searches()[0]!.body).toMatchObject({ prediction_uuids: [predictionIds] });
	});

	it('gives each charge and refund as WaveSpeed has it, where that is wanted', async () => {
		await spend('one', 'two [fail]');
		const { success } = await getSpending({ simplify: false });
		expect(success.map(({ json }) => json.billing_type).sort()).toEqual([
			'deduct',
			'deduct',
			'refund',
		]);
		for (const { json } of success) expect(json).not.toHaveProperty('error');
	});

	it('has no rows where nothing was spent', async () => {
		const { success, failure } = await getSpending({ filters: { model: SORA } });
		expect([success, failure]).toEqual([[], undefined]);
	});

	it.each([
		[{ from: '2026-01-01', to: '2026-03-01' }, 'more than 31 days'],
		[{ from: '2026-03-02', to: '2026-03-01' }, 'Swap the two'],
		[{ from: 'yesterday-ish' }, 'is not a date'],
		[{ model: 'sora two' }, 'not a model'],
		[{ model: 'z-image' }, 'wavespeed.ai/models, or remove the filter.'],
		[{ model: '../balance' }, 'The filter “Model” is not a model id: “../balance”. Ids look like'],
		[{ predictionIds: '../balance' }, 'is not a prediction id'],
		[{ predictionIds: ' , ' }, 'names no prediction'],
		[{ predictionIds: '={{ Array.from({ length: 501 }, (_, i) => "a" + i) }}' }, 'has 501 ids'],
	])('asks nobody for %j', async (filters, words) => {
		const { failure } = await getSpending({ filters });
		expect(failure?.message).toContain(words);
		expect(emulator.requests).toHaveLength(0);
	});

	it.each([
		['no list', { page: 1 }],
		['a billing without an amount', { items: [{ uuid: 'a', billing_type: 'deduct' }] }],
	])('does not take %s for nothing spent', async (_what, data) => {
		emulator.misbehave({
			when: { path: '/api/v3/billings/search' },
			times: 10,
			do: { kind: 'transform', change: (answer) => ({ ...answer, data }) },
		});
		const { failure } = await getSpending();
		expect(failure?.message).toContain('without what was asked for');
	});
});
