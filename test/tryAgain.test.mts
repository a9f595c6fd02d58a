import fc from 'fast-check';

import { backoff, readRetryAfter } from '../nodes/WaveSpeed/tryAgain.ts';

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

const now = new Date('2026-11-22T10:00:00Z');

describe('Retry-After', () => {
	it.each([
		['0', 0],
		['3', 3_000],
		[' 120 ', 120_000],
		['Sun, 22 Nov 2026 10:00:05 GMT', 5_000],
		['Sunday, 22-Nov-26 10:00:05 GMT', 5_000],
		['Sun Nov 22 10:00:05 2026', 5_000],
		['Sun, 22 Nov 2026 09:00:00 GMT', 0],
	])('reads %j as %j ms', (header, expected) => {
		expect(readRetryAfter(header, now)).toBe(expected);
	});

	it.each(['', '-5', '0x10', '1e9', '1.5', '5, 10', 'soon', 'NaN', '9999999999999999'])(
		'takes %j for no header at all',
		(header) => {
			expect(readRetryAfter(header, now)).toBeUndefined();
		},
	);

	it('never gives a negative or infinite pause, whatever the header', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.string(), fc.integer().map(String), fc.date().map(String)),
				(header) => {
					const pause = readRetryAfter(header, now);
					expect(pause === undefined || (Number.isFinite(pause) && pause >= 0)).toBe(true);
				},
			),
			{ numRuns: 1_000 },
		);
	});
});
