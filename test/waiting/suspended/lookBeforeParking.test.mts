import { answer, lostAndAccepted } from '../../faults/runWithoutEngine.mts';
import { MODEL, NEVER_ENDS } from '../../faults/scriptedApi.mts';
import { suspendedAccount } from './suspendedAccount.mts';

const oneAtOnce = { maxInFlight: 1 };

describe('the look before an execution is suspended', () => {
	it('is one, at once, where all are submitted', async () => {
		const { execute, at } = suspendedAccount();
		const { waitsMs } = await execute();
		expect(at('result')).toEqual([0]);
		expect(waitsMs).toEqual([300_000]);
	});

	it('brings the row where the prediction has ended, and nothing is suspended', async () => {
		const { execute, ids } = suspendedAccount({ looks: [1] });
		const { json, waitsMs } = await execute();
		expect(json).toMatchObject([{ id: ids()[0], status: 'completed', input: { prompt: 'a' } }]);
		expect(waitsMs).toEqual([]);
	});

	it('brings the error where it has failed, and nothing is suspended', async () => {
		const { execute, ids } = suspendedAccount({ looks: [1], failing: [true] });
		const { json, waitsMs } = await execute();
		expect(json[0]!.details).toEqual({
			reason: 'predictionFailed',
			predictionId: ids()[0],
			model: MODEL,
			status: 'failed',
			serverMessage: 'Task execution failed',
		});
		expect(waitsMs).toEqual([]);
	});

	it.each([[lostAndAccepted], [answer(500)], [answer(403)], [answer(200, 'no JSON')]])(
		'that brings nothing (%j) is no failure',
		async (fault) => {
			const { execute, ids } = suspendedAccount({ result: [fault] });
			const { json, waitsMs } = await execute();
			expect(json).toMatchObject([{ id: ids()[0], status: 'processing' }]);
			expect(waitsMs).toEqual([300_000]);
		},
	);

	it('says which prediction is under way when somebody stops the execution', async () => {
		const stop = new AbortController();
		const { execute, api, ids } = suspendedAccount();
		const { request } = api;
		api.request = async (options) => {
			const answered = await request(options);
			if (api.requests.at(-1)!.kind !== 'result') return answered;
			stop.abort();
			throw new Error('canceled');
		};
		const { json, waitsMs } = await execute({}, { signal: stop.signal });
		expect(json[0]!.details).toMatchObject({ predictionId: ids()[0], model: MODEL });
		expect(json[0]!.error).toContain('stopped');
		expect(waitsMs).toEqual([]);
	});
});

describe('while other items wait for a place', () => {
	it('looks in growing pauses, and submits the next as soon as one has ended', async () => {
		const { execute, at, ids, letEnd, time } = suspendedAccount({}, { prompts: ['a', 'b'] });
		void time.sleep(60_000).then(() => letEnd(0));
		const { json, waitsMs } = await execute(oneAtOnce);
		const [, second] = at('submit');
		expect(at('result').slice(0, 7)).toEqual([
			2_000, 5_000, 9_500, 16_250, 26_375, 41_562.5, 61_562.5,
		]);
		expect(second).toBe(61_562.5);
		expect(json.map(({ id, status }) => [id, status])).toEqual([
			[ids()[0], 'completed'],
			[ids()[1], 'processing'],
		]);
		expect(waitsMs).toHaveLength(1);
	});

	it('looks as often as the user has set', async () => {
		const { execute, at, letEnd, time } = suspendedAccount({}, { prompts: ['a', 'b'] });
		void time.sleep(18_000).then(() => letEnd(0));
		await execute({ ...oneAtOnce, pollingInterval: 5 });
		expect(at('result').slice(0, 4)).toEqual([5_000, 10_000, 15_000, 20_000]);
	});

	it('gives an item up whose time is over', async () => {
		const { execute, at, ids } = suspendedAccount({}, { prompts: ['a', 'b'], onError: 'stop' });
		const { thrown, waitsMs } = await execute({ ...oneAtOnce, pollingInterval: 5, timeout: 30 });
		expect(thrown[0]!.context!.data).toMatchObject({
			reason: 'waitTimeout',
			predictionId: ids()[0],
			model: MODEL,
			status: 'processing',
		});
		expect(at('result').at(-1)).toBe(30_000);
		expect(ids()).toHaveLength(1);
		expect(waitsMs).toEqual([]);
	});

	it('makes a place free where one has failed', async () => {
		const { execute, ids, at, context } = suspendedAccount(
			{ looks: [1, NEVER_ENDS], failing: [{ code: 1200 }] },
			{ prompts: ['a', 'b'] },
		);
		const { json, waitsMs } = await execute(oneAtOnce);
		expect(json).toMatchObject([{ id: ids()[1], status: 'processing' }]);
		expect(context().waveSpeedParked!.failed).toMatchObject([
			{ item: 0, details: { predictionId: ids()[0], model: MODEL, errorCode: 1200 } },
		]);
		expect(at('submit')).toEqual([0, 2_000]);
		expect(waitsMs).toHaveLength(1);
	});

	it('submits no more when somebody stops the execution', async () => {
		const stop = new AbortController();
		const { execute, api, ids, time } = suspendedAccount({}, { prompts: ['a', 'b'] });
		void time.sleep(12_000).then(() => stop.abort());
		const { json, waitsMs } = await execute(oneAtOnce, { signal: stop.signal });
		expect(api.predictions).toHaveLength(1);
		expect(JSON.stringify(json)).toContain(ids()[0]);
		expect(waitsMs).toEqual([]);
	});
});
