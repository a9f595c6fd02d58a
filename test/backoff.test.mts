import { backoff } from '../nodes/WaveSpeed/backoff.ts';

const chance = (random: number) => ({ random: () => random });
const pauses = (count: number, random: number, jitter = 1) =>
	Array.from({ length: count }, (_none, index) =>
		backoff(index + 1, { first: 500, cap: 3_000, jitter }, chance(random)),
	);

describe('the pauses before something is tried again', () => {
	it('double up to the longest', () => {
		expect(pauses(5, 1)).toEqual([500, 1_000, 2_000, 3_000, 3_000]);
	});

	it('stay at the longest after however many failures', () => {
		const shape = { first: 500, cap: 3_000, jitter: 0.5 };
		expect(backoff(100_000, shape, chance(1))).toBe(3_000);
	});

	it('are as long as chance says, down to the share that is not left to it', () => {
		expect(pauses(2, 0)).toEqual([0, 0]);
		expect(pauses(2, 0, 0.5)).toEqual([250, 500]);
		expect(pauses(2, 0.5, 0.5)).toEqual([375, 750]);
		expect(pauses(2, 0.9, 0)).toEqual([500, 1_000]);
	});
});
