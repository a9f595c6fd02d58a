import type { Emulator } from '../../../emulator/index.mts';
import { startEmulator, time } from '../../startEmulator.mts';
import { promptToVideo, prompts, runWorkflow } from '../../workflow/engine.mts';

const MODEL = 'openai/sora-2/text-to-video';
let emulator: Emulator;

beforeEach(async () => {
	emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 20 });
});
afterEach(async () => await emulator.close());

/** Sora 2 costs 0.40 dollars for 4 seconds. */
const submit = async (
	options: Record<string, unknown>,
	texts: string[] = ['one'],
	settings: Partial<Parameters<typeof runWorkflow>[0]> = {},
) =>
	await runWorkflow({
		baseUrl: emulator.url,
		parameters: {
			...promptToVideo,
			model: { __rl: true, mode: 'id', value: MODEL },
			operation: 'submit',
			options: options as never,
		},
		items: prompts(...texts),
		...settings,
	});
const submissions = () => emulator.requestsTo({ method: 'POST', path: `/api/v3/${MODEL}` });
const searches = () => emulator.requestsTo({ path: '/api/v3/billings/search' });
const daily = { maxSpendingPerDay: 1 };

describe('Cost: Max per Day', () => {
	it('lets a run pass that stays within it, asked for once', async () => {
		const { success, failure } = await submit(daily, ['one', 'two']);
		expect(failure).toBeUndefined();
		expect(success.map(({ json }) => json.quoted_price_usd)).toEqual([0.4, 0.4]);
		expect(searches()).toHaveLength(1);
	});

	it('submits nothing of a run that would go beyond it, and gives the three figures', async () => {
		await submit({}, ['one', 'two']);
		const { failure } = await submit(daily, ['three', 'four']);
		expect(failure?.message).toContain('has spent $0.80 today (UTC)');
		expect(failure?.message).toContain('would cost $0.80 more');
		expect(failure?.message).toContain('allows $1.00');
		expect(failure?.context?.data).toMatchObject({
			reason: 'priceLimit',
			spentTodayUsd: 0.8,
			runPriceUsd: 0.8,
			limitUsd: 1,
		});
		expect(submissions()).toHaveLength(2);
	});

	it('allows what comes to the limit exactly', async () => {
		await submit({}, ['one']);
		const { failure } = await submit({ maxSpendingPerDay: 0.8 });
		expect(failure).toBeUndefined();
		expect(submissions()).toHaveLength(2);
	});

	it('counts neither what was paid back nor what was spent yesterday', async () => {
		await submit({}, ['one', 'two [fail]']);
		await time.sleep(60_000);
		await runWorkflow({
			baseUrl: emulator.url,
			parameters: {
				resource: 'prediction',
				operation: 'getResult',
				predictionId: { __rl: true, mode: 'id', value: emulator.predictions[1]!.id },
			},
			onError: 'continueRegularOutput',
		});
		const afterRefund = await submit(daily);
		expect(afterRefund.failure).toBeUndefined();
		expect((await submit(daily)).failure?.message).toContain('has spent $0.80');
		await time.sleep(24 * 60 * 60 * 1_000);
		expect((await submit(daily)).failure).toBeUndefined();
	});

	it('refuses every item of the run where errors go on as rows', async () => {
		await submit({}, ['one']);
		const { success } = await submit({ maxSpendingPerDay: 0.5 }, ['two', 'three'], {
			onError: 'continueRegularOutput',
		});
		for (const { json } of success) expect(Object.keys(json)).toEqual(['error', 'details']);
		expect(submissions()).toHaveLength(1);
	});

	it.each([
		[{}, 0],
		[{ ifPriceUnknown: 'submit' }, 1],
	])('where the billing cannot be had, with %j, submits %i', async (more, count) => {
		emulator.misbehave({
			when: { path: '/api/v3/billings/search' },
			times: 100,
			do: { kind: 'reply', status: 403, body: { code: 403, message: 'insufficient role' } },
		});
		const { failure } = await submit({ ...daily, ...more });
		expect(submissions()).toHaveLength(count);
		if (count === 0) expect(failure?.message).toContain('spent today could not be looked up');
		else expect(failure).toBeUndefined();
	});

	it.each([
		[-3, 'is below zero'],
		['many', 'is not a number'],
	])('asks nobody for a limit of %j', async (maxSpendingPerDay, words) => {
		const { failure } = await submit({ maxSpendingPerDay });
		expect(failure?.message).toContain(words);
		expect(submissions()).toHaveLength(0);
		expect(searches()).toHaveLength(0);
	});
});
