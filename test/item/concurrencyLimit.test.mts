import { Checkpoint } from '../../nodes/WaveSpeed/item/barrier.ts';
import { ModelDurations } from '../../nodes/WaveSpeed/waiting/modelDurations.ts';
import { ConcurrencyLimit } from '../../nodes/WaveSpeed/item/concurrencyLimit.ts';
import { VirtualTime } from '../virtualTime.mts';

const settled = async () => await new Promise((resolve) => setImmediate(resolve));

function opened() {
	const time = new VirtualTime(() => 0);
	const flights = new ConcurrencyLimit(time);
	const taken: number[] = [];
	return {
		time,
		flights,
		taken,
		take: (item: number, signal?: AbortSignal) =>
			flights.take(item, signal).then(() => void taken.push(item)),
	};
}

describe('predictions in flight', () => {
	it('are any number where nobody limits them', async () => {
		const { take, taken } = opened();
		for (let item = 0; item < 50; item++) void take(item);
		await settled();
		expect(taken).toHaveLength(50);
	});

	it('are as many as the user says, and the next takes off when one has landed, in order', async () => {
		const { flights, take, taken } = opened();
		flights.limitTo(2);
		for (const item of [0, 1, 2, 3]) void take(item);
		await settled();
		expect(taken).toEqual([0, 1]);
		flights.submitted(0);
		flights.landed(0);
		await settled();
		expect(taken).toEqual([0, 1, 2]);
		flights.landed(1);
		flights.landed(1);
		await settled();
		expect(taken).toEqual([0, 1, 2, 3]);
	});

	it('have a place once, also when they ask again', async () => {
		const { flights, take, taken } = opened();
		flights.limitTo(1);
		await take(0);
		await take(0);
		expect(taken).toEqual([0, 0]);
	});

	it('are without a limit for 0', async () => {
		const { flights, take, taken } = opened();
		flights.limitTo(0);
		void take(0);
		void take(1);
		await settled();
		expect(taken).toEqual([0, 1]);
	});

	it('wait no longer once the execution is stopped', async () => {
		const { flights, take, taken } = opened();
		const stop = new AbortController();
		flights.limitTo(1);
		await take(0);
		void take(1, stop.signal);
		await settled();
		expect(taken).toEqual([0]);
		stop.abort();
		await settled();
		expect(taken).toEqual([0, 1]);
	});

	it('leave nothing on the execution’s signal, however often they wait', async () => {
		const { flights, take } = opened();
		const stop = new AbortController();
		const added = jest.spyOn(stop.signal, 'addEventListener');
		const removed = jest.spyOn(stop.signal, 'removeEventListener');
		flights.limitTo(1);
		for (const item of [0, 1, 2]) void take(item, stop.signal);
		for (const item of [0, 1, 2]) {
			await settled();
			flights.landed(item);
		}
		expect(added.mock.calls.length).toBeGreaterThan(0);
		expect(removed.mock.calls.map(([name, listener]) => [name, listener])).toEqual(
			added.mock.calls.map(([name, listener]) => [name, listener]),
		);
	});

	it('are limited by no acceptance where the account refuses nothing', async () => {
		const { flights, take, taken } = opened();
		await take(0);
		flights.submitted(0);
		for (const item of [1, 2, 3]) void take(item);
		await settled();
		expect(taken).toEqual([0, 1, 2, 3]);
	});

	it('do not count as accepted what is still being submitted', async () => {
		const { flights, take, taken } = opened();
		for (const item of [0, 1, 2, 3]) await take(item);
		flights.submitted(0);
		flights.refused(3);
		void take(3);
		flights.landed(0);
		await settled();
		// One was allowed; two that the account has not answered yet are under way.
		expect(taken).toEqual([0, 1, 2, 3]);
		flights.landed(1);
		flights.landed(2);
		await settled();
		expect(taken).toEqual([0, 1, 2, 3, 3]);
	});

	it('are tried one more no sooner when the refusal comes late', async () => {
		const { time, flights, take, taken } = opened();
		for (const item of [0, 1]) await take(item);
		await time.sleep(60_000);
		flights.submitted(0);
		flights.refused(1);
		await time.sleep(5_000);
		flights.submitted(0);
		void take(1);
		await settled();
		expect(taken).toEqual([0, 1]);
	});

	it('are as many as the account had accepted when it refused one more', async () => {
		const { flights, take, taken } = opened();
		for (const item of [0, 1, 2, 3, 4]) await take(item);
		flights.submitted(0);
		flights.submitted(1);
		flights.refused(2);
		flights.refused(3);
		flights.refused(4);
		void take(2);
		void take(3);
		await settled();
		expect(taken).toEqual([0, 1, 2, 3, 4]);
		flights.landed(0);
		await settled();
		expect(taken).toEqual([0, 1, 2, 3, 4, 2]);
	});

	it('are one at least, and more when acceptances come after the refusals', async () => {
		const { flights, take, taken } = opened();
		for (const item of [0, 1, 2]) await take(item);
		flights.refused(2);
		void take(2);
		await settled();
		expect(taken).toHaveLength(3);
		flights.submitted(0);
		flights.submitted(1);
		flights.landed(0);
		await settled();
		// Two were accepted, so two are allowed: one is under way and one may follow.
		expect(taken).toEqual([0, 1, 2, 2]);
	});

	it('are tried one more after ten quiet seconds, not before', async () => {
		const { time, flights, take, taken } = opened();
		for (const item of [0, 1]) await take(item);
		flights.submitted(0);
		flights.refused(1);
		void take(1);
		flights.landed(0);
		await settled();
		expect(taken).toEqual([0, 1, 1]);
		await time.sleep(10_000);
		flights.submitted(1);
		void take(2);
		await settled();
		expect(taken).toHaveLength(3);
		await time.sleep(1);
		flights.submitted(1);
		await settled();
		expect(taken).toEqual([0, 1, 1, 2]);
	});
});

describe('a line that all items cross together', () => {
	it('opens with the last to arrive', async () => {
		const departed = new Map<number, unknown>();
		const line = new Checkpoint(new Set([0, 1, 2]), departed);
		const crossed: number[] = [];
		for (const item of [0, 1]) void line.arrive(item).then(() => crossed.push(item));
		await settled();
		expect(crossed).toEqual([]);
		void line.arrive(2).then(() => crossed.push(2));
		await settled();
		expect(crossed).toEqual([0, 1, 2]);
	});

	it('opens when those who are missing have left', async () => {
		const departed = new Map<number, unknown>();
		const line = new Checkpoint(new Set([0, 1]), departed);
		let isOpen = false;
		void line.arrive(0).then(() => (isOpen = true));
		await settled();
		expect(isOpen).toBe(false);
		departed.set(1, new Error('x'));
		line.look();
		await settled();
		expect(isOpen).toBe(true);
	});
});

describe('how long models take', () => {
	it('is two seconds to the first look where nobody knows', () => {
		expect(new ModelDurations().firstCheck('m')).toBe(2_000);
	});

	it('is most of the fastest of the last five', () => {
		const durations = new ModelDurations();
		for (const ms of [10_000, 60_000, 50_000, 40_000, 30_000]) durations.learn('m', ms);
		expect(durations.firstCheck('m')).toBe(8_000);
		durations.learn('m', 20_000);
		expect(durations.firstCheck('m')).toBe(16_000);
		expect(durations.firstCheck('other')).toBe(2_000);
	});

	it('is never less than two seconds, and nothing is learned from what cannot be', () => {
		const durations = new ModelDurations();
		durations.learn('m', 100);
		expect(durations.firstCheck('m')).toBe(2_000);
		for (const ms of [0, -1, Number.NaN]) durations.learn('n', ms);
		durations.learn('n', 100_000);
		expect(durations.firstCheck('n')).toBe(80_000);
	});
});
