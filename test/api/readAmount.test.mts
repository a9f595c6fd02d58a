import { readAmount } from '../../nodes/WaveSpeed/api/readAmount.ts';

describe('an amount in an answer', () => {
	it.each([
		[0, 0],
		[-7.5, -7.5],
		['0', 0],
		['-7', -7],
		['12.25', 12.25],
		['123456789012345', 123456789012345],
		['0.000000000000001', 1e-15],
	])('%j is the number %p', (value, amount) => {
		expect(readAmount(value)).toBe(amount);
	});

	it.each([
		NaN,
		Infinity,
		'',
		' ',
		'1e5',
		'0x10',
		'.5',
		'7.',
		'USD 7',
		'7 USD',
		'7.5 USD',
		'1,000',
		'1234567890123456',
		'0.1234567890123456',
		null,
		undefined,
		true,
		[7],
		{},
	])('%p is none', (value) => {
		expect(readAmount(value)).toBeUndefined();
	});
});
