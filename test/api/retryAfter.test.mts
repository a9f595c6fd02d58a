import fc from 'fast-check';

import { readRetryAfter } from '../../nodes/WaveSpeed/api/retryAfter.ts';

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
