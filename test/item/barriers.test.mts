import { Barriers, STAGES } from '../../nodes/WaveSpeed/item/barriers.ts';

const settled = async () => await new Promise((resolve) => setImmediate(resolve));

function barriersOf(items: number) {
	const barriers = new Barriers();
	for (let item = 0; item < items; item++) barriers.join(item);
	const crossed: string[] = [];
	return {
		barriers,
		crossed,
		arrive: (stage: (typeof STAGES)[number], item: number) =>
			void barriers.arrive(stage, item).then(() => crossed.push(`${stage} ${item}`)),
	};
}

describe('a line that all items cross together', () => {
	it('opens with the last to arrive, and whoever came first goes on first', async () => {
		const { arrive, crossed } = barriersOf(3);
		arrive('inputsChecked', 1);
		arrive('inputsChecked', 0);
		await settled();
		expect(crossed).toEqual([]);
		arrive('inputsChecked', 2);
		await settled();
		expect(crossed).toEqual(['inputsChecked 1', 'inputsChecked 0', 'inputsChecked 2']);
	});

	it('opens when those who are missing have left', async () => {
		const { barriers, arrive, crossed } = barriersOf(2);
		arrive('readyToPay', 0);
		barriers.leave(1);
		barriers.leave(1);
		await settled();
		expect(crossed).toEqual(['readyToPay 0']);
	});

	it('holds nobody up for an item that skips it', async () => {
		const { arrive, crossed } = barriersOf(2);
		for (const stage of STAGES.slice(0, 3)) arrive(stage, 0);
		arrive('earlierTriesResumed', 1);
		await settled();
		expect(crossed.sort()).toEqual(
			STAGES.slice(0, 3)
				.map((stage) => `${stage} 0`)
				.sort(),
		);
	});

	it('counts an item once, also one that leaves later or is announced twice', async () => {
		const { barriers, arrive, crossed } = barriersOf(3);
		arrive('inputsChecked', 0);
		barriers.join(0);
		barriers.leave(0);
		arrive('inputsChecked', 1);
		await settled();
		expect(crossed).toEqual([]);
		arrive('inputsChecked', 2);
		await settled();
		expect(crossed).toHaveLength(3);
	});

	it('tells of an item whose steps are in the wrong order', async () => {
		const { barriers } = barriersOf(1);
		await barriers.arrive('readyToPay', 0);
		await expect(barriers.arrive('inputsChecked', 0)).rejects.toThrow('after a later stage');
	});

	it('takes no item for another', async () => {
		const { barriers } = barriersOf(2);
		expect([barriers.has(1), barriers.has(2)]).toEqual([true, false]);
	});
});
