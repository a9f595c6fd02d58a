import { ItemsStarted } from '../../nodes/WaveSpeed/item/itemsStarted.ts';
import { ENGINE_SLICE_ITEMS, ENGINE_SLICES_WAITED_FOR } from '../../nodes/WaveSpeed/policy.ts';

/** How many pauses n8n makes while it starts the items. */
const pausesFor = (items: number) => Math.ceil(items / ENGINE_SLICE_ITEMS) - 1;

/** Starts items as n8n's loop does: some at a time, with a timer in between; broken ones never come. */
function engine(itemCount: number, comes: (item: number) => boolean, slices = true) {
	let next = 0;
	let timers = 0;
	const start = () => {
		const end = slices ? Math.min(next + ENGINE_SLICE_ITEMS, itemCount) : itemCount;
		for (; next < end; next++) if (comes(next)) itemsStarted.joined(next);
	};
	const itemsStarted = new ItemsStarted(itemCount, {
		sleep: async () => {
			timers++;
			start();
		},
	});
	start();
	return { itemsStarted, started: () => next, timers: () => timers };
}

describe('a run is complete', () => {
	it('at once where n8n starts all items in one go', async () => {
		const { itemsStarted, timers } = engine(1_000, () => true, false);
		await itemsStarted.complete();
		expect(timers()).toBe(0);
	});

	it('when the last item has come, however many pauses n8n makes', async () => {
		const { itemsStarted, started, timers } = engine(1_000, () => true);
		await itemsStarted.complete();
		expect(started()).toBe(1_000);
		expect(timers()).toBe(pausesFor(1_000));
	});

	it.each([
		['one in the middle', (item: number) => item !== 500],
		['eight hundred in a row', (item: number) => item < 100 || item >= 900],
		['the last half', (item: number) => item < 500],
		['all but the first', (item: number) => item === 0],
	])(
		'when n8n has gone through all that are left, where broken expressions keep away %s',
		async (_what, comes) => {
			const { itemsStarted, started } = engine(1_000, comes);
			await itemsStarted.complete();
			expect(started()).toBe(1_000);
		},
	);

	it('not before the second of two has come', async () => {
		let timers = 0;
		const itemsStarted = new ItemsStarted(2, {
			sleep: async () => {
				timers++;
				itemsStarted.joined(1);
			},
		});
		itemsStarted.joined(0);
		await itemsStarted.complete();
		expect(timers).toBe(1);
	});

	it('soon where n8n has given up at a broken expression', async () => {
		let timers = 0;
		const itemsStarted = new ItemsStarted(1_000, { sleep: async () => void timers++ });
		for (let item = 0; item < 30; item++) itemsStarted.joined(item);
		await itemsStarted.complete();
		expect(timers).toBe(Math.ceil(970 / ENGINE_SLICE_ITEMS) + ENGINE_SLICES_WAITED_FOR);
	});

	it('once for everybody who asks', async () => {
		const { itemsStarted, timers } = engine(100, () => true);
		await Promise.all([itemsStarted.complete(), itemsStarted.complete(), itemsStarted.complete()]);
		expect(timers()).toBe(pausesFor(100));
	});
});
