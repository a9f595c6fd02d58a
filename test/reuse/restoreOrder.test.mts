import type { NodeRunOptions } from '../faults/nodeWithoutEngine.mts';
import { MODEL } from '../faults/scriptedApi.mts';
import { restoreOrder } from '../../nodes/WaveSpeed/reuse/restoreOrder.ts';
import { PLACES_COMPARED } from '../../nodes/WaveSpeed/policy.ts';
import { reusingAccount } from './reusingAccount.mts';

const isSubmission = (url: string) => url.endsWith(MODEL);

/** An account at which the submissions of an execution arrive in another order than they are sent in. */
function accountInDisorder(seconds: number[], script: object = {}) {
	const account = reusingAccount(script);
	const { api, time } = account;
	const { request } = api;
	let sent = 0;
	api.request = async (options) => {
		if (isSubmission(options.url))
			await time.sleep((seconds[sent++ % seconds.length] ?? 0) * 1_000);
		return await request(options);
	};
	const ids = async (more: Partial<NodeRunOptions>) => {
		const { json, paid } = await account.execute(more);
		return { paid, ids: json.map(({ id }) => id) };
	};
	return { ...account, ids };
}

const THREE: Array<[string, Partial<NodeRunOptions>]> = [
	['three variations', { options: { variations: 3, maxInFlight: 3 } }],
	['three equal items', { prompts: ['a', 'a', 'a'], options: { maxInFlight: 3 } }],
	['two items of two variations', { prompts: ['a', 'a'], options: { variations: 2 } }],
];

describe.each([
	['in order', [0, 1, 2, 3]],
	['backwards', [4, 3, 2, 1]],
	['in another order', [2, 4, 1, 3]],
])('what was submitted %s', (_how, seconds) => {
	it.each(THREE)('has the same places again: %s', async (_what, more) => {
		const { ids, api } = accountInDisorder(seconds);
		const first = await ids(more);
		const second = await ids(more);
		expect(second).toEqual({ paid: 0, ids: first.ids });
		expect(new Set(first.ids).size).toBe(api.predictions.length);
	});

	it.each([1, 2, 3])('keeps its places where more than %i are wanted then', async (variations) => {
		const { ids } = accountInDisorder(seconds);
		const first = await ids({ options: { variations } });
		const second = await ids({ options: { variations: 4 } });
		expect(second).toMatchObject({ paid: 4 - variations });
		expect(second.ids.slice(0, variations)).toEqual(first.ids);
		expect(await ids({ options: { variations: 4 } })).toEqual({ paid: 0, ids: second.ids });
	});

	it('keeps its places where one between has failed, which is made anew', async () => {
		const before = seconds.filter((second) => second < (seconds[1] ?? 0)).length;
		const failing = [...Array.from({ length: before }, () => false), true];
		const { ids, api } = accountInDisorder(seconds, { failing });
		const four = { options: { variations: 4 } };
		const [one, , three, last] = (await ids(four)).ids;
		expect(await ids(four)).toEqual({ paid: 1, ids: [one, api.predictions[4]!.id, three, last] });
	});
});

it('of items one after the other, a model without a seed has the same places again', async () => {
	const { ids } = accountInDisorder([0, 1, 2], { models: [] });
	const three = { prompts: ['a', 'a', 'a'], options: { maxInFlight: 1 } };
	const first = await ids(three);
	expect(await ids(three)).toEqual({ paid: 0, ids: first.ids });
});

describe('the places of predictions', () => {
	const made = (createdAt: number, drawn?: number) => ({ createdAt, drawn });
	const places = (found: Array<{ createdAt: number; drawn?: number }>, orders: number[]) =>
		Object.fromEntries(
			[...restoreOrder(found, orders)].map(([order, { createdAt }]) => [order, createdAt]),
		);

	it('are those of their runs, each with its own', () => {
		const found = [made(4, 501), made(3, 502), made(2, 90), made(1, 93)];
		expect(places(found, [0, 1, 2, 3])).toEqual({ 0: 2, 1: 4, 2: 3, 3: 1 });
	});

	it('are in the order they were made in where no seeds tell', () => {
		expect(places([made(3), made(2), made(1, 7)], [10, 0, 20])).toEqual({ 0: 1, 10: 2, 20: 3 });
		expect(places([made(NaN), made(2)], [0, 1, 2])).toEqual({ 0: NaN, 1: 2 });
	});

	it('are in the order they were made in, also where an older one is still under way', () => {
		expect(places([made(3), made(1), made(2)], [0, 1, 2])).toEqual({ 0: 1, 1: 2, 2: 3 });
	});

	it('are in the order of the list where several were made at one moment', () => {
		const found = [
			{ id: 'new', createdAt: 1 },
			{ id: 'old', createdAt: 1 },
		];
		expect([...restoreOrder(found, [0, 1])].map(([order, { id }]) => [order, id])).toEqual([
			[0, 'old'],
			[1, 'new'],
		]);
	});

	it('are those of a run, also where another one has drawn a number not far from its own', () => {
		const found = [made(3, 90), made(2, 100), made(1, 101)];
		expect(places(found, [10, 11, 12])).toEqual({ 10: 2, 11: 1, 12: 3 });
	});

	it('are the first ones where fewer were made', () => {
		expect(places([made(2, 11), made(1, 10)], [0, 1, 2])).toEqual({ 0: 1, 1: 2 });
	});

	it('are moved with their items', () => {
		expect(places([made(1, 110), made(2, 100)], [30, 40])).toEqual({ 30: 2, 40: 1 });
	});

	it('are those of a large run, whatever order it was made in', () => {
		const count = PLACES_COMPARED * 3;
		const orders = Array.from({ length: count }, (_one, index) => index * 10);
		// Twenty are posted at once and arrive in any order.
		const found = orders
			.map((order) => made(((order * 7) % 200) + Math.floor(order / 200) * 200, 1_000 + order))
			.sort((one, other) => other.createdAt - one.createdAt);
		const placed = restoreOrder(found, orders);
		expect(placed.size).toBe(count);
		for (const [order, { drawn }] of placed) expect(drawn).toBe(1_000 + order);
	});

	it('are all given where seeds are near one another by chance', () => {
		expect(places([made(3, 105), made(2, 100), made(1, 104)], [0, 10, 20])).toEqual({
			0: 1,
			10: 2,
			20: 3,
		});
	});
});
