import { modelWith } from '../../faults/modelWith.mts';
import { answer } from '../../faults/runWithoutEngine.mts';
import { MODEL, NEVER_ENDS, type Fault } from '../../faults/scriptedApi.mts';
import { suspendedAccount } from './suspendedAccount.mts';

const again = { whenPredictionFails: 'tryAgain', tryAgainTimes: 1 };
const good: Fault = { kind: 'none' };
const full = answer(429, { code: 429, message: 'You have reached your concurrency limit' });
const slow = Array<number>(4).fill(NEVER_ENDS);

/**
 * Three items, of which two may be under way at once. The first fails, and the third takes its place. The
 * limit of the run has room for its further attempt, as long as everything is counted once.
 */
const withoutPlace = async () => {
	const account = suspendedAccount(
		{ looks: [1, ...slow], failing: [true], prices: { [MODEL]: 0.4 } },
		{ prompts: ['a', 'b', 'c'], options: { ...again, maxInFlight: 2, maxPricePerRun: 1.6 } },
	);
	return { ...account, first: await account.execute() };
};

describe('a further attempt for which no place is free', () => {
	it('does not keep the execution from being suspended', async () => {
		const { first, ids } = await withoutPlace();
		expect(first.waitsMs).toEqual([300_000]);
		expect(first.json.map(({ id }) => id)).toEqual(ids());
		expect(ids()).toHaveLength(3);
	});

	it('is made when the execution goes on and one is free, once', async () => {
		const { execute, letEnd, ids } = await withoutPlace();
		const still = await execute();
		expect(still.waitsMs).toHaveLength(1);
		expect(ids()).toHaveLength(3);
		letEnd(1, 2);
		const { json, waitsMs } = await execute();
		expect(waitsMs).toHaveLength(1);
		expect(ids()).toHaveLength(4);
		expect(json.map(({ id }) => id)).toEqual([ids()[3], ids()[1], ids()[2]]);
		letEnd(3);
		const last = await execute();
		expect(last.waitsMs).toEqual([]);
		expect(last.json.map(({ status }) => status)).toEqual(Array(3).fill('completed'));
		expect(last.json[0]!.attempts).toMatchObject([
			{ id: ids()[0], status: 'failed' },
			{ id: ids()[3], status: 'completed' },
		]);
	});

	it('waits for the account’s own limit in the same way', async () => {
		const { execute, letEnd, ids } = suspendedAccount(
			{ looks: [1, ...slow], failing: [true], submit: [good, good, full] },
			{ prompts: ['a', 'b'], options: again },
		);
		const { json, waitsMs } = await execute();
		expect(waitsMs).toEqual([300_000]);
		expect(json.map(({ id }) => id)).toEqual(ids());
		letEnd(1);
		await execute();
		expect(ids()).toHaveLength(3);
	});

	it('is made later also where what was reused has failed, without being asked for', async () => {
		const { api, execute, forget, letEnd, ids } = suspendedAccount(
			{ failing: [true], models: [modelWith({ seed: { type: 'integer', default: -1 } })] },
			{ prompts: ['a', 'b'], options: { reusePaidResults: 'always', maxInFlight: 1 } },
		);
		await execute({}, { operation: 'submit', prompts: ['a'] });
		forget();
		const goesOn = { executionId: '2' };
		// Once it is looked at before it is taken.
		api.predictions[0]!.looksLeft = 2;
		const first = await execute({}, goesOn);
		expect(first.waitsMs).toHaveLength(1);
		expect(ids()).toHaveLength(2);
		letEnd(1);
		const { json } = await execute({}, goesOn);
		expect(json).toMatchObject([
			{ id: ids()[2], reused: false },
			{ id: ids()[1], reused: false },
		]);
	});

	it('has the place of one that was completed at the last look', async () => {
		const { execute, ids } = suspendedAccount(
			{ looks: [1, 1, ...slow], failing: [true], submit: [good, good, full] },
			{ prompts: ['a', 'b'], options: again },
		);
		const { json } = await execute();
		expect(json.map(({ id }) => id)).toEqual([ids()[2], ids()[1]]);
	});
});
