import type { Case, Measured } from '../../bench/case.mts';
import { formatTable } from '../../bench/report/table.mts';
import { judge } from '../../bench/verdict.mts';

const timed = (changes: Partial<Case> = {}): Case => ({
	name: 'awake-1000',
	measures: 'something',
	unit: 'ms',
	goal: { of: 'difference', atMost: 100 },
	kind: 'time',
	measure: async () => ({ missing: 'not measured here' }),
	...changes,
});
const quiet = (...pairs: Measured['pairs']): Measured => ({ pairs, otherLoad: 0.01 });

describe('a figure', () => {
	test('is held against what the same run measured', () => {
		expect(judge(timed(), quiet({ value: 350, reference: 200 }))).toMatchObject({
			case: 'awake-1000',
			value: 350,
			unit: 'ms',
			limit: 300,
			ratio: 1.75,
			goal: '≤ +100 ms',
			met: false,
		});
		const cpu = timed({ goal: { of: 'ratio', atMost: 1.1 }, kind: 'processorTime' });
		expect(judge(cpu, quiet({ value: 10.5, reference: 10 }))).toMatchObject({
			limit: 11,
			ratio: 1.05,
			met: true,
		});
	});

	test('without a reference is a share of its limit', () => {
		const pack = timed({ goal: { of: 'value', atMost: 250 }, kind: 'count', unit: 'kB' });
		expect(judge(pack, quiet({ value: 125 }))).toMatchObject({ limit: 250, ratio: 0.5, met: true });
	});

	test('that has to be large misses its goal when it is small', () => {
		const download = timed({ goal: { of: 'ratio', atLeast: 0.8 } });
		expect(judge(download, quiet({ value: 70, reference: 100 })).met).toBe(false);
		expect(judge(download, quiet({ value: 90, reference: 100 })).met).toBe(true);
	});

	test('is the median of its runs', () => {
		const pairs = [
			{ value: 210, reference: 200 },
			{ value: 260, reference: 200 },
			{ value: 220, reference: 200 },
		];
		expect(judge(timed(), quiet(...pairs))).toMatchObject({ value: 220, met: true });
	});

	test('misses its goal as a whole where a second figure misses its own', () => {
		const measured = {
			...quiet({ value: 210, reference: 200 }),
			also: { judged: 501, atMost: 500 },
		};
		expect(judge(timed(), measured).met).toBe(false);
	});
});

describe('a figure that is not clean', () => {
	const loaded = { pairs: [{ value: 210, reference: 200 }], otherLoad: 0.5 };

	test('is no figure, says why, and what was seen', () => {
		expect(judge(timed(), loaded)).toMatchObject({
			value: null,
			ratio: null,
			met: null,
			unclean: 'something else took 50 % of the machine',
			seen: { value: 210, ratio: 1.05, met: true },
		});
		const table = formatTable([judge(timed(), loaded)]);
		expect(table).toContain('not clean');
		expect(table).not.toContain('│ 210');
	});

	test('comes of runs of which some meet the goal and some do not', () => {
		const pairs = [
			{ value: 210, reference: 200 },
			{ value: 900, reference: 200 },
		];
		expect(judge(timed(), quiet(...pairs)).unclean).toContain('do not agree');
	});

	test('is not a matter of load where something is counted', () => {
		const count = timed({ goal: { of: 'value', atMost: 30 }, kind: 'count' });
		expect(judge(count, { pairs: [{ value: 26 }], otherLoad: 0.9 })).toMatchObject({ value: 26 });
	});

	test('comes of what is missing on the machine', () => {
		expect(judge(timed(), { missing: 'No Redis answers' })).toMatchObject({
			value: null,
			met: null,
			unclean: 'No Redis answers',
		});
	});
});
