import { coerceInput } from '../../nodes/WaveSpeed/schema/coerceInput.ts';
import { findInputProblems } from '../../nodes/WaveSpeed/schema/findInputProblems.ts';
import { modelFrom } from '../models/modelFrom.mts';

const model = modelFrom({
	duration: { type: 'integer', minimum: 1, maximum: 15 },
	length: { type: 'number', description: 'How long the sound is, in seconds.' },
	fade_ms: { type: 'integer', description: 'Milliseconds, not seconds.' },
	steps: { type: 'integer' },
	strength: { type: 'number' },
	seconds: { type: 'string', enum: ['5', '10'] },
	style: { type: 'string', enum: ['s', 'seconds'] },
	prompt: { type: 'string' },
	images: { type: 'array', items: { type: 'string' } },
	tags: { type: 'array', items: { type: 'string' } },
	image: { type: 'string' },
});
const coerced = (name: string, value: unknown) => coerceInput(model, { [name]: value })[name];

describe('a number that somebody wrote as text', () => {
	it.each<[string, string, unknown]>([
		['duration', '8 seconds', 8],
		['duration', '8 Seconds.', 8],
		['duration', '1 second', 1],
		['duration', '8s', 8],
		['duration', ' 8 sec ', 8],
		['duration', '8 secs', 8],
		['duration', '8 minutes', '8 minutes'],
		['duration', '8 s s', '8 s s'],
		['duration', 'seconds', 'seconds'],
		['duration', '8–10 seconds', '8–10 seconds'],
		['length', '2,5 s', 2.5],
		['fade_ms', '800 s', '800 s'],
		['steps', '30 seconds', '30 seconds'],
		['steps', '30s', '30s'],
		['strength', '0,5', 0.5],
		['strength', '0,125', 0.125],
		['strength', '-1,25', -1.25],
		['strength', '1,000', '1,000'],
		['strength', '12,345', '12,345'],
		['strength', '1,000,000', '1,000,000'],
		['strength', '1.000,5', '1.000,5'],
		['seconds', '10 seconds', '10'],
		['seconds', '7 seconds', '7 seconds'],
		['style', 's', 's'],
		['prompt', '8 seconds', '8 seconds'],
	])('%s %j is %j', (name, text, value) => {
		expect(coerced(name, text)).toBe(value);
	});
});

describe('a whole number of many digits', () => {
	it.each<[string, unknown]>([
		['9007199254740991', 9007199254740991],
		['+9007199254740992', 9007199254740992],
		['-9007199254740994', -9007199254740994],
		['10000000000000000000', 1e19],
		['0000000000000000000000001', 1],
	])('is read where it stays the same: %s', (text, value) => {
		expect(coerced('steps', text)).toBe(value);
	});

	it.each(['9007199254740993', '-9007199254740993', '12345678901234567890', ' 9007199254740993 '])(
		'is refused where it would become another one: %s',
		(steps) => {
			const messages = findInputProblems(model, coerceInput(model, { steps })).map(
				({ message }) => message,
			);
			expect(messages).toEqual([
				expect.stringContaining('It has too many digits: choose a smaller number.'),
			]);
		},
	);
});

describe('a text of a megabyte', () => {
	const MEGABYTE = 1024 * 1024;
	const repeated = (text: string) => text.repeat(MEGABYTE / text.length);

	// With patterns that backtrack, 60,000 blanks took 15 seconds; a test has five.
	it.each([
		['blanks', `a${repeated(' ')}b`],
		['blanks and commas', repeated(' ,')],
		['line breaks', `a${repeated('\n')}b`],
		['blanks and line breaks', repeated('   \n')],
		['beginnings of addresses', repeated('http')],
		['digits', repeated('1')],
		['colons', repeated('a:')],
		['brackets', repeated('[')],
		['dots', repeated('../')],
	])('of %s is read and checked at once in any input', (_what, text) => {
		for (const name of ['images', 'tags', 'duration', 'strength', 'seconds', 'prompt', 'image']) {
			const input = coerceInput(model, { [name]: text });
			const messages = findInputProblems(model, input).map(({ message }) => message);
			expect(messages.join(' ').length).toBeLessThan(20_000);
		}
	});

	it('as a name does not make a message of its size', () => {
		const problems = findInputProblems(model, { [repeated('x')]: 1 });
		expect(problems).toHaveLength(1);
		expect(problems[0]!.message.length).toBeLessThan(1_000);
	});

	it('as ten thousand names makes twenty problems', () => {
		const input = Object.fromEntries(
			Array.from({ length: 10_000 }, (_, index) => [`x${index}`, 1]),
		);
		expect(findInputProblems(model, input)).toHaveLength(20);
	});
});

describe('a list of addresses in one text', () => {
	it.each<[string, string[]]>([
		['https://a.test/1, https://a.test/2', ['https://a.test/1', 'https://a.test/2']],
		[' https://a.test/1,x ,https://a.test/2 ', ['https://a.test/1,x', 'https://a.test/2']],
		['https://a.test/1\n\n  https://a.test/2\r\n', ['https://a.test/1', 'https://a.test/2']],
		[
			'data:image/png;base64,AAAA,data:image/png;base64,BBBB',
			['data:image/png;base64,AAAA', 'data:image/png;base64,BBBB'],
		],
	])('%j', (text, addresses) => {
		expect(coerced('images', text)).toEqual(addresses);
	});

	it('has commas only where the entries are no addresses', () => {
		expect(coerced('tags', 'red, blue\n green ')).toEqual(['red, blue', 'green']);
	});
});

describe('a path on a disk in the place of an address', () => {
	it.each([
		'/home/me/cat.png',
		'./cat.png',
		'../cat.png',
		'~/cat.png',
		'C:\\me\\cat.png',
		'c:/me/cat.png',
		'\\\\server\\cat.png',
		'file:///home/me/cat.png',
	])('%s is refused in one sentence that says how to give the file', (path) => {
		const [problem, ...others] = findInputProblems(model, { image: path });
		expect(others).toEqual([]);
		expect(problem!.message).toMatch(
			/^The input “image” must be the address of a file on the web, but is a path on a disk \(“.+”\): read the file with the node “Read\/Write Files from Disk” and give it under “Binary Inputs”\.$/,
		);
	});

	it.each([
		'https://a.test/c.png',
		'data:image/png;base64,AAAA',
		`/9j/${'A'.repeat(400)}`,
		`/9j/${'A'.repeat(400_000)}`,
	])('%.30s is none', (value) => {
		expect(findInputProblems(model, { image: value })).toEqual([]);
	});
});
