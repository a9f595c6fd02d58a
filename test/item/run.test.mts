import { InputError, OutcomeUnknownError } from '../../nodes/WaveSpeed/errors/errorClasses.ts';
import { joinRun, Run } from '../../nodes/WaveSpeed/item/run.ts';
import { SLICE_ITEMS } from '../../nodes/WaveSpeed/policy.ts';
import { VirtualTime } from '../virtualTime.mts';

const settled = async () => await new Promise((resolve) => setImmediate(resolve));
const time = () => new VirtualTime(() => 0);

/** A run of items that have all joined. */
function runOf(itemCount: number, { stopsOnError = true } = {}): Run {
	const run = new Run(itemCount, stopsOnError, time());
	for (let item = 0; item < itemCount; item++) run.join(item);
	return run;
}

const wrong = (message: string) => new InputError(message, { reason: 'nodeSettings' });

describe('a run that stops on errors', () => {
	it.each([[[2, 1]], [[1, 2]], [[10, 9]]])(
		'fails with the error of the first item, whoever fails first (%j)',
		(order) => {
			const run = runOf(11);
			run.leave(0);
			for (const item of order) run.leave(item, wrong(`item ${item}`));
			expect(() => run.throwIfFailed()).toThrow(`item ${Math.min(...order)}`);
		},
	);

	it('fails with the error of the first of an item’s variations', () => {
		const run = runOf(2);
		const [second, third] = [2, 3].map((variation) => run.joinVariation(0, variation)) as [
			number,
			number,
		];
		run.leave(second, wrong('second'));
		run.leave(third, wrong('third'));
		expect(() => run.throwIfFailed()).toThrow('second');
		run.leave(0, wrong('first'));
		run.leave(1, wrong('of item 1'));
		expect(() => run.throwIfFailed()).toThrow('first');
	});

	it('tells of each item once, in the order of the items, with its first variation’s error', () => {
		const run = runOf(3);
		const second = [0, 1, 2].map((item) => run.joinVariation(item, 2));
		const fail = (member: number, words: string) =>
			run.leave(member, wrong(words).with({ itemIndex: run.itemOf(member) }));
		fail(2, 'only the first');
		fail(second[1]!, 'second');
		fail(1, 'first');
		fail(second[0]!, 'only the second');
		expect(run.ownFailures().map(([item, error]) => [item, (error as Error).message])).toEqual([
			[0, 'only the second'],
			[1, 'first'],
			[2, 'only the first'],
		]);
	});

	it('does not fail through items that have come to a good end', () => {
		const run = runOf(2);
		run.leave(0);
		run.leave(1);
		expect(() => run.throwIfFailed()).not.toThrow();
	});

	it('does not fail through what happens to an item after it has left', () => {
		const run = runOf(2);
		run.leave(0);
		run.leave(0, wrong('too late'));
		expect(() => run.throwIfFailed()).not.toThrow();
	});

	it('lets nobody cross a line once an item has failed', async () => {
		const run = runOf(2);
		const crossing = run.cross('inputsChecked', 0);
		run.leave(1, wrong('item 1'));
		await expect(crossing).rejects.toThrow('item 1');
	});

	it('does not begin where n8n has started only some of its items', async () => {
		const started = new Run(2, true, time());
		started.join(0);
		await expect(started.everyItemStarted()).resolves.toBe(false);
		await expect(runOf(2).everyItemStarted()).resolves.toBe(true);
	});
});

describe('a run that goes on after errors', () => {
	it('never fails', async () => {
		const run = runOf(2, { stopsOnError: false });
		run.leave(1, wrong('item 1'));
		expect(() => run.throwIfFailed()).not.toThrow();
		await expect(run.cross('inputsChecked', 0)).resolves.toBeUndefined();
	});

	it('begins with the items that n8n could start', async () => {
		const run = new Run(2, false, time());
		run.join(0);
		await expect(run.everyItemStarted()).resolves.toBe(true);
	});
});

describe('the end of a run', () => {
	it('is when every item has left, and nobody else', async () => {
		const run = runOf(2);
		let isOver = false;
		void run.everyoneLeft().then(() => (isOver = true));
		run.leave(0, wrong('x'));
		await settled();
		expect(isOver).toBe(false);
		run.leave(1);
		await settled();
		expect(isOver).toBe(true);
	});
});

describe('what a run has paid for', () => {
	it('is no longer what was refunded, and still everything else', () => {
		const { ledger } = runOf(3);
		ledger.accepted(0, 'a');
		ledger.accepted(2, 'c');
		ledger.accepted(1, 'b');
		ledger.refunded(1, 'b');
		ledger.refunded(1, 'nobody’s');
		expect(ledger.predictions()).toEqual([
			{ member: 0, predictionId: 'a' },
			{ member: 2, predictionId: 'c' },
		]);
	});

	it('is every prediction of an item, but for those that were refunded', () => {
		const { ledger } = runOf(1);
		for (const id of ['a', 'b', 'c']) ledger.accepted(0, id);
		ledger.resumed(0, 'c');
		ledger.refunded(0, 'b');
		expect(ledger.predictions().map(({ predictionId }) => predictionId)).toEqual(['a', 'c']);
		expect(ledger.predictionOf(0)).toBe('c');
		ledger.refunded(0, 'c');
		expect(ledger.predictionOf(0)).toBe('a');
		ledger.refunded(0, 'a');
		expect(ledger.predictionOf(0)).toBeUndefined();
	});

	it('may be more than is known, in the order of the items', () => {
		const { ledger } = runOf(11);
		for (const item of [10, 2, 9]) ledger.outcomeUnknown(item, `at ${item}`);
		expect(ledger.possibleCharges().map(({ member }) => member)).toEqual([2, 9, 10]);
	});

	it('may be more than is known: once for the item that sent it, not for those that failed with it', () => {
		const run = runOf(3);
		const error = new OutcomeUnknownError('x', {
			reason: 'outcomeUnknown',
			submittedAt: '2026-11-22T00:00:00.000Z',
		}).with({ itemIndex: 1 });
		run.leave(0, error);
		run.leave(1, error);
		run.leave(2, wrong('another'));
		expect(run.ledger.possibleCharges()).toEqual([
			{ member: 1, submittedAt: '2026-11-22T00:00:00.000Z' },
		]);
	});
});

describe('steps that many items take in the same moment', () => {
	it('let go of the event loop in between', async () => {
		const clock = time();
		const run = new Run(1, true, clock);
		await Promise.all(Array.from({ length: SLICE_ITEMS + 1 }, async () => await run.turn()));
		expect(clock.pauses).toEqual([0]);
	});

	it.each([
		['is there', async () => await settled()],
		['could not be had', async () => await settled().then(() => Promise.reject(wrong('none')))],
	])('do so, too, when what all of them waited for %s', async (_what, task) => {
		const clock = time();
		const run = new Run(1, true, clock);
		const ask = async () => await run.once('x', task as () => Promise<unknown>);
		await Promise.allSettled(Array.from({ length: SLICE_ITEMS * 2 + 1 }, ask));
		expect(clock.pauses).toEqual([0, 0]);
		// Nobody waits for what is known.
		await Promise.allSettled(Array.from({ length: SLICE_ITEMS * 2 + 1 }, ask));
		expect(clock.pauses).toEqual([0, 0]);
	});
});

describe('what is done once for a run', () => {
	it('lets the items go on in their order, also one that asks when it is just there', async () => {
		const run = runOf(3);
		const order: number[] = [];
		const ask = async (item: number) => {
			await run.once('x', async () => await Promise.resolve());
			order.push(item);
		};
		const first = [ask(0), ask(1)];
		await Promise.resolve().then(() => Promise.resolve());
		await Promise.resolve();
		await Promise.all([...first, ask(2)]);
		expect(order).toEqual([0, 1, 2]);
	});

	it('is done once, however many items ask, and each name has its own', async () => {
		const run = runOf(2);
		const done: string[] = [];
		const once = async (name: string) =>
			await run.once(name, async () => {
				await settled();
				return done.push(name);
			});
		await expect(Promise.all([once('a'), once('a'), once('b')])).resolves.toEqual([1, 1, 2]);
		await expect(once('a')).resolves.toBe(1);
		expect(done).toEqual(['a', 'b']);
	});

	it('fails for each item with the same error, which no item changes for the others', async () => {
		const run = runOf(2);
		const task = async () => {
			throw wrong('no price');
		};
		const failures = await Promise.all(
			[0, 1].map(async () => await run.once('x', task).catch((error: InputError) => error)),
		);
		const [one, other] = failures as [InputError, InputError];
		expect(one).toBe(other);
		const told = one.with({
			itemIndex: 0,
			details: { predictionId: 'of item 0' },
			message: (own) => `${own} [item 0]`,
		});
		expect(told).toMatchObject({
			message: 'no price [item 0]',
			itemIndex: 0,
			details: { reason: 'nodeSettings', predictionId: 'of item 0' },
		});
		expect(other).toBeInstanceOf(InputError);
		expect(other.message).toBe('no price');
		expect(other.name).toBe('InputError');
		expect(other.details).toEqual({ reason: 'nodeSettings' });
		expect(other.itemIndex).toBeUndefined();
	});

	it('fails with a mistake of the node’s own as it is', async () => {
		const mistake = new TypeError('x is not a function');
		const failing = runOf(1).once('x', async () => await Promise.reject(mistake));
		await expect(failing).rejects.toBe(mistake);
	});
});

describe('what the steps share in a run', () => {
	class Counter {
		count = 0;
	}

	it('is one object of each class for all its items, and another one in another run', () => {
		const run = runOf(2);
		run.shared(Counter).count++;
		expect(run.shared(Counter).count).toBe(1);
		expect(runOf(2).shared(Counter).count).toBe(0);
	});
});

describe('the items of one run', () => {
	const hostOf = (executeData: object | undefined, item = 0): never =>
		({
			getExecuteData: () => executeData,
			getItemIndex: () => item,
			continueOnFail: () => false,
		}) as never;

	it('are those that n8n started with the same data', () => {
		const data = { data: { main: [[{ json: {} }, { json: {} }]] } };
		const run = joinRun(hostOf(data, 0), time());
		expect(joinRun(hostOf(data, 1), time())).toBe(run);
		expect(run.itemCount).toBe(2);
		expect(joinRun(hostOf({ ...data }, 0), time())).not.toBe(run);
	});

	it('are in a new run when n8n tries again', () => {
		const data = { data: { main: [[{ json: {} }]] } };
		const first = joinRun(hostOf(data), time());
		expect(joinRun(hostOf(data), time())).not.toBe(first);
	});

	it.each([
		['no data at all', undefined],
		['data without an input', { data: {} }],
		['an input without items', { data: { main: [null] } }],
	])('are one where n8n gives %s', (_what, data) => {
		expect(joinRun(hostOf(data), time()).itemCount).toBe(1);
	});
});

describe('what the items of a run share', () => {
	class Count {
		value = 0;
	}

	it('is one object of a class, and one for each account where that counts', () => {
		const run = runOf(2);
		run.shared(Count).value++;
		expect(run.shared(Count).value).toBe(1);
		run.shared(Count, 'one').value += 2;
		expect(run.shared(Count, 'one').value).toBe(2);
		expect(run.shared(Count, 'other').value).toBe(0);
		expect(runOf(2).shared(Count).value).toBe(0);
	});

	it('is a value that is asked for once, and fails for all where it fails', async () => {
		const run = runOf(2);
		let asked = 0;
		const ask = async () => await run.once('a value', async () => ++asked);
		expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
		const fail = async () => await run.once('none', () => Promise.reject(wrong('no value')));
		await expect(fail()).rejects.toThrow('no value');
		await expect(fail()).rejects.toThrow('no value');
	});
});
