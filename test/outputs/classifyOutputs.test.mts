import fc from 'fast-check';

import { classifyOutputs } from '../../nodes/WaveSpeed/outputs/classifyOutputs.ts';
import { mp4, noise, png } from '../download/samples.mts';

const URL_A = 'https://d1q70pf5vjeyhc.cloudfront.net/predictions/abc/1.mp4';

describe('the outputs of a prediction', () => {
	test.each([
		['nothing', null, []],
		['no field at all', undefined, []],
		['an empty list', [], []],
		['empty entries', [null, '', undefined], []],
		['one address alone', URL_A, [{ kind: 'file', url: URL_A }]],
		['a list of addresses', [URL_A], [{ kind: 'file', url: URL_A }]],
		[
			'the same address twice',
			[URL_A, URL_A],
			[
				{ kind: 'file', url: URL_A },
				{ kind: 'file', url: URL_A },
			],
		],
		['an address with blanks around it', [` ${URL_A}\n`], [{ kind: 'file', url: URL_A }]],
		[
			'an address the download will refuse',
			['http://10.0.0.1/a'],
			[{ kind: 'file', url: 'http://10.0.0.1/a' }],
		],
		['words', ['A cat.'], [{ kind: 'text', text: 'A cat.' }]],
		['words about an address', [`See ${URL_A}`], [{ kind: 'text', text: `See ${URL_A}` }]],
		['words that are letters only', ['Helloworld'], [{ kind: 'text', text: 'Helloworld' }]],
		['another scheme', ['ftp://a.example/b'], [{ kind: 'text', text: 'ftp://a.example/b' }]],
		['a number', [42], [{ kind: 'text', text: '42' }]],
		['false', [false], [{ kind: 'text', text: 'false' }]],
		['an object alone', { id: 'char_1' }, [{ kind: 'object', value: { id: 'char_1' } }]],
		[
			'an object with an address and a seed',
			[{ seed: 7, url: URL_A }],
			[{ kind: 'object', value: { seed: 7, url: URL_A }, url: URL_A }],
		],
		[
			'an object with a preview before the file',
			[{ thumbnail: 'https://a.example/t.png', video: { content_type: 'video/mp4', url: URL_A } }],
			[
				{
					kind: 'object',
					value: {
						thumbnail: 'https://a.example/t.png',
						video: { content_type: 'video/mp4', url: URL_A },
					},
					url: URL_A,
				},
			],
		],
		[
			'a list in a list',
			[[URL_A], 'x'],
			[
				{ kind: 'file', url: URL_A },
				{ kind: 'text', text: 'x' },
			],
		],
	])('are read: %s', (_name, outputs, expected) => {
		expect(classifyOutputs(outputs)).toEqual(expected);
	});

	test('are files inside the answer where they are base64 of a known kind', () => {
		for (const bytes of [png(), mp4()]) {
			const base64 = bytes.toString('base64');
			expect(classifyOutputs([base64])).toEqual([{ kind: 'inline', base64 }]);
			expect(classifyOutputs(base64.replace(/=+$/, ''))).toMatchObject([{ kind: 'inline' }]);
			const lines = base64.replace(/.{76}/g, '$&\r\n');
			expect(classifyOutputs([lines])).toEqual([{ kind: 'inline', base64: lines }]);
		}
	});

	test('are files inside the answer where no text looks like it', () => {
		expect(classifyOutputs([noise(2_000).toString('base64')])).toMatchObject([{ kind: 'inline' }]);
		expect(classifyOutputs([noise(100).toString('base64')])).toMatchObject([{ kind: 'text' }]);
	});

	test('are files inside the answer where a data: URI says so, with its type', () => {
		expect(classifyOutputs(['data:image/PNG;base64,aGk='])).toEqual([
			{ kind: 'inline', base64: 'aGk=', mimeType: 'image/png' },
		]);
		expect(classifyOutputs(['data:text/plain;charset=utf-8;base64,aGk='])).toEqual([
			{ kind: 'inline', base64: 'aGk=', mimeType: 'text/plain' },
		]);
		expect(classifyOutputs(['data:;base64,aGk='])).toEqual([{ kind: 'inline', base64: 'aGk=' }]);
		expect(classifyOutputs(['data:,hello'])).toEqual([{ kind: 'text', text: 'data:,hello' }]);
	});

	test('are read without a deep stack, however they are nested', () => {
		let deep: unknown = URL_A;
		for (let depth = 0; depth < 50_000; depth++) deep = depth % 2 ? [deep] : { deep };
		expect(classifyOutputs(deep)).toHaveLength(1);
	});

	test('never throw, and keep order and number of what is not empty (property)', () => {
		fc.assert(
			fc.property(fc.anything(), (outputs) => {
				expect(Array.isArray(classifyOutputs(outputs))).toBe(true);
			}),
			{ numRuns: 1_000 },
		);
		fc.assert(
			fc.property(fc.array(fc.oneof(fc.webUrl(), fc.string({ minLength: 1 }))), (outputs) => {
				const read = classifyOutputs(outputs).map((output) =>
					'text' in output ? output.text : 'url' in output ? output.url : '',
				);
				expect(read.map((text) => text?.trim())).toEqual(outputs.map((text) => text.trim()));
			}),
		);
	});
});
