import { ModelDurations } from '../../nodes/WaveSpeed/waiting/modelDurations.ts';

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
