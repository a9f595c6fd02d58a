import { describeValue } from '../../nodes/WaveSpeed/api/describeValue.ts';

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
