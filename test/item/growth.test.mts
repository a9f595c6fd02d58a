import type { Item } from '../../nodes/WaveSpeed/item/item.ts';
import { RunPriceTotal } from '../../nodes/WaveSpeed/submission/price/runPriceTotal.ts';
import { openSubmissionRecords } from '../../nodes/WaveSpeed/submission/records/submissionRecords.ts';
import { ExecutionUploads } from '../../nodes/WaveSpeed/upload/executionUploads.ts';
import { parkedStateOf } from '../../nodes/WaveSpeed/waiting/suspended/parkedState.ts';
import {
	ParkingGroup,
	type ItemOutcome,
} from '../../nodes/WaveSpeed/waiting/suspended/parkingGroup.ts';
import { Sleepers } from '../../nodes/WaveSpeed/waiting/wakeOthers.ts';
import { STORED_PARKED_STATE } from '../waiting/suspended/storedParkedState.mts';

const ITEMS = 2_000;
const each = <T,>(make: (index: number) => T): T[] =>
	Array.from({ length: ITEMS }, (_, index) => make(index));

/** @returns the objects with a property that counts how often it is read, all together */
function counted<K extends string, V>(key: K, values: V[]) {
	let reads = 0;
	const objects = values.map(
		(value) =>
			Object.defineProperty({}, key, {
				enumerable: true,
				get: () => {
					reads++;
					return value;
				},
			}) as Record<K, V>,
	);
	return { objects, reads: () => reads };
}

/** What every item asks about all the others is not worked out anew for each. */
describe('the work of a run grows with its items, not with their square:', () => {
	it('the sums of the prices', () => {
		let reads = 0;
		const price = { valueOf: () => (reads++, 0.4) } as unknown as number;
		const total = new RunPriceTotal();
		total.limitTo(1);
		each((index) => total.add(price, index % 2 === 0, 'account'));
		const excess = { predictions: ITEMS, totalUsd: 800, paidUsd: 400, limitUsd: 1 };
		each(() => {
			expect(total.excess()).toEqual(excess);
			expect(total.unpaidUsd('account')).toBe(400);
		});
		expect(reads).toBeLessThanOrEqual(2 * ITEMS);
	});

	it('whether the execution is to be parked', () => {
		const running = each(() => ({ standing: 'running' }));
		const { objects, reads } = counted('prediction', running);
		const group = new ParkingGroup();
		const connection = { baseUrl: 'https://api.test', secrets: ['key'] };
		const itemOf = (member: number) => ({ member, api: { connection } }) as unknown as Item;
		for (const [index, outcome] of objects.entries()) {
			expect(group.mustPark).toBe(index > 0);
			group.tell(itemOf(index), outcome as unknown as ItemOutcome);
		}
		const error = {} as Extract<ItemOutcome, { error: unknown }>['error'];
		each((index) => group.tell(itemOf(index), { error }));
		expect(group.mustPark).toBe(false);
		expect(reads()).toBeLessThanOrEqual(2 * ITEMS);
	});

	it('whose a prediction is, and what else is lost', () => {
		const ids = each((index) => (index % 2 === 0 ? `p${index}` : undefined));
		const { objects, reads } = counted('predictionId', ids);
		const open = Object.fromEntries(
			objects.map((one, index) => [
				`0:${index}`,
				[Object.assign(one, { since: '2026-11-22T10:00:00.000Z', model: 'm', fingerprint: 'f' })],
			]),
		);
		const context = { waveSpeedSubmissions: { version: 2, open, refunded: {}, taken: '' } };
		const hostOf = (item: number) =>
			({
				getContext: () => context,
				getExecuteData: () => ({ data: { main: [[]] } }),
				getItemIndex: () => item,
				getNode: () => ({}),
				runIndex: 0,
			}) as never;
		const records = openSubmissionRecords(hostOf(0));
		each((index) => records.claim({ host: hostOf(index), index, member: index }));
		each((index) => {
			expect(records.isTaken(`p${index}`)).toBe(index % 2 === 0);
			expect(records.lostOf(undefined).ofModel('m')).toBe(ITEMS / 2);
			expect(records.lostOf(undefined).equalTo('m', 'f')).toBe(ITEMS / 2);
			expect(records.lostOf(undefined).earliest('m')).toBe(Date.UTC(2026, 10, 22, 10));
		});
		expect(reads()).toBeLessThanOrEqual(5 * ITEMS);
	});

	it('what the execution was parked with', () => {
		const { objects, reads } = counted(
			'predictionId',
			each((index) => index.toString(16).padStart(32, '0')),
		);
		const parked = {
			...STORED_PARKED_STATE,
			predictions: objects.map((one, item) => Object.assign(one, { item, model: 'm/n' })),
			failed: [],
		};
		const host = {
			getContext: () => ({ waveSpeedParked: parked }),
			getExecutionId: () => '1',
			getExecuteData: () => ({ data: { main: [[]] } }),
			getItemIndex: () => 0,
			runIndex: 0,
		} as never;
		each(() => expect(parkedStateOf(host)?.predictions).toBe(parked.predictions));
		expect(reads()).toBeLessThanOrEqual(2 * ITEMS);
	});

	it('which uploads the execution still needs', () => {
		const { objects, reads } = counted(
			'url',
			each((index) => `https://files.example/${index}`),
		);
		const files = Object.fromEntries(
			objects.map((one, index) => [
				`f${index}`,
				Object.assign(one, { type: 'image', since: '2026-11-22T10:00:00.000Z', run: 0 }),
			]),
		);
		const context = { waveSpeedUploads: { version: 1, files } };
		const host = {
			getContext: () => context,
			getExecuteData: () => undefined,
			runIndex: 1,
		} as never;
		const uploaded = { url: 'https://files.example/new', type: 'image' };
		each((index) =>
			new ExecutionUploads(host, 'https://api.example').remember(`n${index}`, uploaded, new Date()),
		);
		expect(Object.keys(context.waveSpeedUploads.files)).toHaveLength(2 * ITEMS);
		expect(reads()).toBeLessThanOrEqual(2 * ITEMS);
	});

	it('which of those who sleep is to be woken', () => {
		const began = counted(
			'began',
			each((index) => index),
		);
		const sleepers = new Sleepers<{ began: number }>();
		for (const one of [...began.objects].reverse()) sleepers.add(one);
		each((index) => expect(sleepers.takeUntil(index)).toEqual([began.objects[index]]));
		// Halving 2,000 takes eleven steps, twice; comparing them in this test reads them once more.
		expect(began.reads()).toBeLessThanOrEqual(30 * ITEMS);
	});
});
