import { TimeSlicer } from '../../nodes/WaveSpeed/item/eventLoop.ts';
import { SLICE_ITEMS } from '../../nodes/WaveSpeed/policy.ts';

/** A clock that work moves, and that counts how often somebody lets go of the event loop. */
function clock() {
	let now = 0;
	const time = {
		pauses: 0,
		work: (ms: number) => void (now += ms),
		now: () => now,
		sleep: async () => {
			time.pauses++;
			await new Promise((resolve) => setImmediate(resolve));
		},
	};
	return time;
}

describe('items that may go on', () => {
	it('do so in the order in which they came', async () => {
		const pace = new TimeSlicer(clock());
		const order: number[] = [];
		await Promise.all(
			Array.from({ length: 100 }, async (_item, index) => {
				await pace.turn();
				order.push(index);
			}),
		);
		expect(order).toEqual(Array.from({ length: 100 }, (_item, index) => index));
	});

	it('let go of the event loop after so many', async () => {
		const time = clock();
		const pace = new TimeSlicer(time);
		await Promise.all(Array.from({ length: 10 * SLICE_ITEMS }, async () => await pace.turn()));
		expect(time.pauses).toBe(9);
	});

	it('let go of it before the first that is too many', async () => {
		const time = clock();
		const pace = new TimeSlicer(time);
		await Promise.all(Array.from({ length: SLICE_ITEMS + 1 }, async () => await pace.turn()));
		expect(time.pauses).toBe(1);
	});

	it('let go of it earlier where each has much to do', async () => {
		const time = clock();
		const pace = new TimeSlicer(time);
		const working = Array.from({ length: SLICE_ITEMS }, async () => {
			await pace.turn();
			time.work(5);
		});
		await Promise.all(working);
		expect(time.pauses).toBeGreaterThan(SLICE_ITEMS / 4);
	});

	it('do not wait where they are few, however long the process has run', async () => {
		const time = clock();
		time.work(3_600_000);
		const pace = new TimeSlicer(time);
		await Promise.all(Array.from({ length: SLICE_ITEMS }, async () => await pace.turn()));
		await pace.turn();
		expect(time.pauses).toBe(0);
	});
});
