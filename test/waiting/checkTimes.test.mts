import { CheckTimes, ModelDurations } from '../../nodes/WaveSpeed/waiting/checkTimes.ts';

const firstCheck = (expectedMs: number | undefined, random: number) =>
	new CheckTimes({ random: () => random }, { expectedMs, atOnce: false }).next();

describe('when a prediction is looked at', () => {
	it('comes close to the known length of such predictions, whatever chance says', () => {
		for (const expectedMs of [20_000, 300_000, 3_600_000]) {
			expect(firstCheck(expectedMs, 0)).toBeGreaterThanOrEqual(0.98 * expectedMs);
			expect(firstCheck(expectedMs, 0.999)).toBeLessThanOrEqual(1.02 * expectedMs);
		}
	});

	it('is spread, so that not all items of a run look at the same moment', () => {
		expect(firstCheck(300_000, 0)).toBeLessThan(firstCheck(300_000, 0.999));
		expect(firstCheck(undefined, 0)).toBeLessThan(0.9 * firstCheck(undefined, 0.999));
	});

	it('keeps to the pause that the user has set, whatever is known of the model', () => {
		const times = new CheckTimes(
			{ random: () => 0 },
			{ intervalMs: 5_000, expectedMs: 60_000, atOnce: false },
		);
		expect([times.next(), times.next()]).toEqual([5_000, 5_000]);
	});

	it('is at once where it may have ended long ago, and in growing pauses then', () => {
		const times = new CheckTimes({ random: () => 0.5 }, { atOnce: true });
		expect([times.next(), times.next(), times.next()]).toEqual([0, 2_000, 2_000]);
	});

	it.each([0, 0.999])('is at once there, whatever chance says (%d)', (random) => {
		const options = { atOnce: true };
		expect(new CheckTimes({ random: () => random }, options).next()).toBe(0);
	});

	it.each([
		[0, 1_600],
		[0.5, 2_000],
	])('is spread by a fifth where nothing is known (%d: %d ms)', (random, ms) => {
		expect(firstCheck(undefined, random)).toBe(ms);
	});

	it('is spread later, too, by a share of the pause and not of the whole job', () => {
		const times = new CheckTimes({ random: () => 0 }, { expectedMs: 100_000, atOnce: false });
		expect([times.next(), times.next()]).toEqual([99_000, 4_000]);
	});
});

describe('how long a model takes', () => {
	it('is not known before it has been seen', () => {
		expect(new ModelDurations().firstCheck('m')).toBeUndefined();
	});

	it('is nearly that of the fastest of the last five', () => {
		const durations = new ModelDurations();
		for (const ms of [10_000, 60_000, 50_000, 40_000, 30_000]) durations.learn('m', ms);
		expect(durations.firstCheck('m')).toBe(9_700);
		durations.learn('m', 20_000);
		expect(durations.firstCheck('m')).toBe(19_400);
		expect(durations.firstCheck('other')).toBeUndefined();
	});

	it('is not learned from what cannot be', () => {
		const durations = new ModelDurations();
		for (const ms of [0, -1, Number.NaN]) durations.learn('n', ms);
		expect(durations.firstCheck('n')).toBeUndefined();
	});
});
