import type { Emulator } from '../../emulator/index.mts';
import { startEmulator } from '../startEmulator.mts';
import { until } from '../until.mts';
import { callbackFor, rowsOf, suspend } from '../waiting/suspended/parkedWorkflow.mts';
import { promptToVideo, prompts, runWorkflow } from './engine.mts';

let emulator: Emulator;

beforeEach(async () => {
	emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 50 });
});
afterEach(async () => await emulator.close());

const run = async (
	options: Record<string, unknown> = { addBilledPrice: true },
	settings: Partial<Parameters<typeof runWorkflow>[0]> = {},
) =>
	await runWorkflow({
		baseUrl: emulator.url,
		parameters: { ...promptToVideo, options: options as never },
		...settings,
	});
const searches = () => emulator.requestsTo({ path: '/api/v3/billings/search' });
const prices = () => emulator.predictions.map(({ priceUsd }) => priceUsd);

describe('Cost: Add Billed Price', () => {
	it('adds what the prediction really cost, and asks nobody without the option', async () => {
		const without = await run({});
		expect(without.success[0]!.json).not.toHaveProperty('billed_price_usd');
		expect(searches()).toHaveLength(0);
		const { success } = await run();
		expect(success[0]!.json).toMatchObject({ status: 'completed', billed_price_usd: prices()[1] });
		expect(success[0]!.json).not.toHaveProperty('refunded_usd');
		expect(success[0]!.json).not.toHaveProperty('error');
	});

	it.each([{ billingUnit: 'microUsd' }, { billingCount: 'has_more' }, { billingTimes: 'iso' }])(
		'reads it where the API has the habit %j',
		async (habit) => {
			Object.assign(emulator.quirks, habit);
			const { success } = await run();
			expect(success[0]!.json.billed_price_usd).toBe(prices()[0]);
		},
	);

	it('waits for a charge that is listed late', async () => {
		emulator.misbehave({
			when: { path: '/api/v3/billings/search' },
			times: 1,
			do: {
				kind: 'transform',
				change: (answer: object) => ({ ...answer, data: { page: 1, total: 0, items: [] } }),
			},
		});
		const { success } = await run();
		expect(success[0]!.json.billed_price_usd).toBe(prices()[0]);
		expect(searches()).toHaveLength(2);
	});

	it('goes on without one that is not listed in time', async () => {
		emulator.quirks.billingDelayMs = 3_600_000;
		const { success, failure } = await run();
		expect(failure).toBeUndefined();
		expect(success[0]!.json).toMatchObject({ status: 'completed', billed_price_usd: null });
		expect(success[0]!.binary?.data).toBeDefined();
		expect(searches().length).toBeLessThan(12);
	});

	it.each([
		[
			'is refused',
			{ kind: 'reply', status: 403, body: { code: 403, message: 'insufficient role' } },
		],
		['is nonsense', { kind: 'transform', change: (answer: object) => ({ ...answer, data: [7] }) }],
		['never comes', { kind: 'reset' }],
	])('fails no row where the answer %s', async (_what, fault) => {
		emulator.misbehave({
			when: { path: '/api/v3/billings/search' },
			times: 100,
			do: fault as never,
		});
		const { success, failure } = await run();
		expect(failure).toBeUndefined();
		expect(success[0]!.json).toMatchObject({ status: 'completed', billed_price_usd: null });
		expect(emulator.predictions).toHaveLength(1);
	});

	it('counts what is reused as nothing, so that a column can be added up', async () => {
		const reuse = { addBilledPrice: true, reusePaidResults: 'always' };
		const first = await run(reuse);
		expect(first.success[0]!.json).toMatchObject({ reused: false, billed_price_usd: prices()[0] });
		const second = await run(reuse);
		expect(second.success[0]!.json).toMatchObject({ reused: true, billed_price_usd: 0 });
		expect(emulator.predictions).toHaveLength(1);
	});

	it('asks for many predictions together, and gives each row its own', async () => {
		const items = prompts(...Array.from({ length: 60 }, (_one, index) => `picture ${index}`));
		const { success } = await run({ addBilledPrice: true, downloadOutputs: false }, { items });
		expect(success).toHaveLength(60);
		for (const { json } of success) {
			const own = emulator.predictions.find(({ id }) => id === json.id);
			expect(json.billed_price_usd).toBe(own!.priceUsd);
		}
		expect(searches().length).toBeLessThan(20);
	});

	it('tells what was paid back too', async () => {
		const { success: before } = await run({ downloadOutputs: false });
		emulator.misbehave({
			when: { path: '/api/v3/billings/search' },
			times: 1,
			do: {
				kind: 'transform',
				change: (answer) => {
					const { items } = answer.data as { items: object[] };
					const back = { ...items[0], uuid: 'back', billing_type: 'refund' };
					return { ...answer, data: { page: 1, total: 2, items: [...items, back] } };
				},
			},
		});
		const { success } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: {
				resource: 'prediction',
				operation: 'getResult',
				predictionId: { __rl: true, mode: 'id', value: before[0]!.json.id as string },
				options: { addBilledPrice: true },
			},
		});
		expect(success[0]!.json).toMatchObject({
			billed_price_usd: prices()[0],
			refunded_usd: prices()[0],
		});
	});

	it('is added after the execution was suspended', async () => {
		const parked = await suspend({ emulator, options: { addBilledPrice: true } });
		const [{ id }] = emulator.predictions as unknown as [{ id: string }];
		emulator.settle(id);
		const { resumed } = await parked.callBack(callbackFor(emulator, id));
		expect(rowsOf(resumed)[0]!.json).toMatchObject({
			status: 'completed',
			billed_price_usd: prices()[0],
		});
	});

	it('does not outlast Stop', async () => {
		emulator.quirks.billingDelayMs = 3_600_000;
		let stop = () => {};
		const running = run(undefined, { onStart: (stopIt) => (stop = stopIt) });
		await until(() => searches().length > 0);
		stop();
		await running;
		expect(searches().length).toBeLessThan(12);
	});
});
