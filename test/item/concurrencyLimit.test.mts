import { ConcurrencyLimit } from '../../nodes/WaveSpeed/item/concurrencyLimit.ts';
import { VirtualTime } from '../virtualTime.mts';

const settled = async () => await new Promise((resolve) => setImmediate(resolve));

function opened() {
	const time = new VirtualTime(() => 0);
	const limit = new ConcurrencyLimit(time);
	const taken: number[] = [];
	return {
		time,
		limit,
		taken,
		take: (item: number, signal?: AbortSignal) =>
			limit.acquire(item, signal).then(() => void taken.push(item)),
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
		const { limit, take, taken } = opened();
		limit.limitTo(2);
		for (const item of [0, 1, 2, 3]) void take(item);
		await settled();
		expect(taken).toEqual([0, 1]);
		limit.accepted(0);
		limit.release(0);
		await settled();
		expect(taken).toEqual([0, 1, 2]);
		limit.release(1);
		limit.release(1);
		await settled();
		expect(taken).toEqual([0, 1, 2, 3]);
	});

	it('have a place once, also when they ask again', async () => {
		const { limit, take, taken } = opened();
		limit.limitTo(1);
		await take(0);
		await take(0);
		expect(taken).toEqual([0, 0]);
	});

	it('are without a limit for 0', async () => {
		const { limit, take, taken } = opened();
		limit.limitTo(0);
		void take(0);
		void take(1);
		await settled();
		expect(taken).toEqual([0, 1]);
	});

	it('wait no longer once the execution is stopped', async () => {
		const { limit, take, taken } = opened();
		const stop = new AbortController();
		limit.limitTo(1);
		await take(0);
		void take(1, stop.signal);
		await settled();
		expect(taken).toEqual([0]);
		stop.abort();
		await settled();
		expect(taken).toEqual([0, 1]);
	});

	it('leave nothing on the execution’s signal, however often they wait', async () => {
		const { limit, take } = opened();
		const stop = new AbortController();
		const added = jest.spyOn(stop.signal, 'addEventListener');
		const removed = jest.spyOn(stop.signal, 'removeEventListener');
		limit.limitTo(1);
		for (const item of [0, 1, 2]) void take(item, stop.signal);
		for (const item of [0, 1, 2]) {
			await settled();
			limit.release(item);
		}
		expect(added.mock.calls.length).toBeGreaterThan(0);
		expect(removed.mock.calls.map(([name, listener]) => [name, listener])).toEqual(
			added.mock.calls.map(([name, listener]) => [name, listener]),
		);
	});

	it('wake the one that gets a place, and nobody who has to wait on', async () => {
		const { limit, take, taken } = opened();
		const stop = new AbortController();
		const waits = jest.spyOn(stop.signal, 'addEventListener');
		limit.limitTo(2);
		for (const item of [0, 1, 2, 3, 4]) void take(item, stop.signal);
		limit.release(0);
		await settled();
		expect(taken).toEqual([0, 1, 2]);
		expect(waits).toHaveBeenCalledTimes(3);
	});

	it('are limited by no acceptance where the account refuses nothing', async () => {
		const { limit, take, taken } = opened();
		await take(0);
		limit.accepted(0);
		for (const item of [1, 2, 3]) void take(item);
		await settled();
		expect(taken).toEqual([0, 1, 2, 3]);
	});

	it('do not count as accepted what is still being submitted', async () => {
		const { limit, take, taken } = opened();
		for (const item of [0, 1, 2, 3]) await take(item);
		limit.accepted(0);
		limit.refused(3);
		void take(3);
		limit.release(0);
		await settled();
		// One was allowed; two that the account has not answered yet are under way.
		expect(taken).toEqual([0, 1, 2, 3]);
		limit.release(1);
		limit.release(2);
		await settled();
		expect(taken).toEqual([0, 1, 2, 3, 3]);
	});

	it('are tried one more no sooner when the refusal comes late', async () => {
		const { time, limit, take, taken } = opened();
		for (const item of [0, 1]) await take(item);
		await time.sleep(60_000);
		limit.accepted(0);
		limit.refused(1);
		await time.sleep(5_000);
		limit.accepted(0);
		void take(1);
		await settled();
		expect(taken).toEqual([0, 1]);
	});

	it('are as many as the account had accepted when it refused one more', async () => {
		const { limit, take, taken } = opened();
		for (const item of [0, 1, 2, 3, 4]) await take(item);
		limit.accepted(0);
		limit.accepted(1);
		limit.refused(2);
		limit.refused(3);
		limit.refused(4);
		void take(2);
		void take(3);
		await settled();
		expect(taken).toEqual([0, 1, 2, 3, 4]);
		limit.release(0);
		await settled();
		expect(taken).toEqual([0, 1, 2, 3, 4, 2]);
	});

	it('are one at least, and more when acceptances come after the refusals', async () => {
		const { limit, take, taken } = opened();
		for (const item of [0, 1, 2]) await take(item);
		limit.refused(2);
		void take(2);
		await settled();
		expect(taken).toHaveLength(3);
		limit.accepted(0);
		limit.accepted(1);
		limit.release(0);
		await settled();
		// Two were accepted, so two are allowed: one is under way and one may follow.
		expect(taken).toEqual([0, 1, 2, 2]);
	});

	it('are tried one more after ten quiet seconds, not before', async () => {
		const { time, limit, take, taken } = opened();
		for (const item of [0, 1]) await take(item);
		limit.accepted(0);
		limit.refused(1);
		void take(1);
		limit.release(0);
		await settled();
		expect(taken).toEqual([0, 1, 1]);
		await time.sleep(10_000);
		limit.accepted(1);
		void take(2);
		await settled();
		expect(taken).toHaveLength(3);
		await time.sleep(1);
		limit.accepted(1);
		await settled();
		expect(taken).toEqual([0, 1, 1, 2]);
	});
});
