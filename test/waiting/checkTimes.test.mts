import { CheckTimes } from '../../nodes/WaveSpeed/waiting/checkTimes.ts';

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
});
