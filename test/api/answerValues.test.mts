import { describeValue, readAmount } from '../../nodes/WaveSpeed/api/answerValues.ts';

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

const objectWith = (keys: string) => Object.fromEntries([...keys].map((key) => [key, 'value']));

it.each([
	[null, 'nothing'],
	[undefined, 'nothing'],
	[[], 'an empty list'],
	[['value'], 'a list'],
	['value', 'a text'],
	[7, 'a number'],
	[true, 'a boolean'],
	[{}, 'an empty object'],
	[objectWith('a'), 'an object with a'],
	[objectWith('abcdef'), 'an object with a, b, c, d, e, f'],
	[objectWith('abcdefg'), 'an object with a, b, c, d, e, f and more'],
	[{ ['x'.repeat(50)]: 1 }, `an object with ${'x'.repeat(40)}`],
	[{ 'https://files.test/a?key=SECRET': 1 }, 'an object with https://files.test/a'],
])('what came in an answer, %j, is told as %s', (value, words) => {
	expect(describeValue(value)).toBe(words);
});
