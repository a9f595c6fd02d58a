import fc from 'fast-check';

import { outputKindOfType } from '../../nodes/WaveSpeed/outputs/modelOutputKind.ts';
import { classifyOutputs } from '../../nodes/WaveSpeed/outputs/classifyOutputs.ts';
import { mp4, noise, png } from '../download/samples.mts';

const URL_A = 'https://d1q70pf5vjeyhc.cloudfront.net/predictions/abc/1.mp4';
const at = (name: string) => `https://a.example/${name}`;
const file = (url: string) => ({ kind: 'address', url });
const words = (value: unknown) => ({ value, files: [] });

/** The addresses of an object's files. */
const inside = (value: object) =>
	classifyOutputs([value]).flatMap(({ files }) =>
		files.map((one) => (one.kind === 'address' ? one.url : one.base64)),
	);

describe('the outputs of a prediction', () => {
	test.each([
		['nothing', null, []],
		['no field at all', undefined, []],
		['an empty list', [], []],
		['empty entries', [null, '', undefined], []],
		['one address alone', URL_A, [{ value: URL_A, files: [file(URL_A)] }]],
		['a list of addresses', [URL_A], [{ value: URL_A, files: [file(URL_A)] }]],
		[
			'the same address twice',
			[URL_A, URL_A],
			[
				{ value: URL_A, files: [file(URL_A)] },
				{ value: URL_A, files: [file(URL_A)] },
			],
		],
		[
			'an address with blanks around it',
			[` ${URL_A}\n`],
			[{ value: ` ${URL_A}\n`, files: [file(URL_A)] }],
		],
		[
			'an address the download will refuse',
			['http://10.0.0.1/a'],
			[{ value: 'http://10.0.0.1/a', files: [file('http://10.0.0.1/a')] }],
		],
		['words', ['A cat.'], [words('A cat.')]],
		['words about an address', [`See ${URL_A}`], [words(`See ${URL_A}`)]],
		['words that begin with one', [`${URL_A} is it.`], [words(`${URL_A} is it.`)]],
		['two addresses in one text', [`${URL_A} ${URL_A}`], [words(`${URL_A} ${URL_A}`)]],
		['an address and a line', [`${URL_A}\nis it.mp4`], [words(`${URL_A}\nis it.mp4`)]],
		['words that are letters only', ['Helloworld'], [words('Helloworld')]],
		['another scheme', ['ftp://a.example/b'], [words('ftp://a.example/b')]],
		['a number', [42], [words(42)]],
		['false', [false], [words(false)]],
		['an object alone', { id: 'char_1' }, [words({ id: 'char_1' })]],
		['a list in a list', [[URL_A], 'x'], [{ value: URL_A, files: [file(URL_A)] }, words('x')]],
	])('are read: %s', (_name, outputs, expected) => {
		expect(classifyOutputs(outputs)).toEqual(expected);
	});

	test.each([
		'https://a.example/my cat video.mp4',
		'https://a.example/Grüße aus Köln.png',
		'https://a.example/take [1] {final}.webm',
		'https://a.example/files/猫.mp3?sig=a b&name=my cat.mp3',
	])('are files where the address is written as its server names the file: %s', (url) => {
		expect(classifyOutputs([url])).toEqual([{ value: url, files: [file(url)] }]);
	});

	test('are files where only the kind of model makes a doubtful address one', () => {
		const doubtful = 'https://a.example/my cat video';
		expect(classifyOutputs([doubtful])).toEqual([words(doubtful)]);
		expect(classifyOutputs([doubtful], 'files')[0]?.files).toEqual([file(doubtful)]);
	});

	test('are words where a text model has answered, whatever they look like', () => {
		const outputs = [URL_A, png().toString('base64'), { url: URL_A }, 'data:image/png;base64,aGk='];
		for (const { files } of classifyOutputs(outputs, 'text')) expect(files).toEqual([]);
	});

	test('are files inside the answer where they are base64 of a known kind', () => {
		for (const bytes of [png(), mp4()]) {
			const base64 = bytes.toString('base64');
			expect(classifyOutputs([base64])[0]?.files).toEqual([{ kind: 'inline', base64 }]);
			expect(classifyOutputs(base64.replace(/=+$/, ''))[0]?.files).toHaveLength(1);
			const lines = `${base64.replace(/.{76}/g, '$&\r\n')}\r\n `;
			expect(classifyOutputs([lines])[0]?.files).toEqual([{ kind: 'inline', base64: lines }]);
			expect(classifyOutputs([`${base64}===`])[0]?.files).toEqual([]);
		}
	});

	test('are files inside the answer where no text looks like it', () => {
		expect(classifyOutputs([noise(2_000).toString('base64')])[0]?.files).toHaveLength(1);
		expect(classifyOutputs([noise(100).toString('base64')])[0]?.files).toEqual([]);
		expect(classifyOutputs([`${noise(2_000).toString('base64')}!`])[0]?.files).toEqual([]);
		expect(classifyOutputs([`${'word'.repeat(400)} and more`])[0]?.files).toEqual([]);
	});

	test('are files inside the answer where a data: URI says so, with its type', () => {
		const files = (uri: string) => classifyOutputs([uri])[0]?.files;
		expect(files('data:image/PNG;base64,aGk=')).toEqual([
			{ kind: 'inline', base64: 'aGk=', mimeType: 'image/png' },
		]);
		expect(files(' data:text/plain;charset=utf-8;base64,aGk=')).toEqual([
			{ kind: 'inline', base64: 'aGk=', mimeType: 'text/plain' },
		]);
		expect(files('data:;base64,aGk=')).toEqual([{ kind: 'inline', base64: 'aGk=' }]);
		expect(files('data:,hello')).toEqual([]);
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
				expect(classifyOutputs(outputs).map(({ value }) => value)).toEqual(outputs);
			}),
		);
	});
});

describe('the files in an object', () => {
	test.each([
		['an address and a seed', { seed: 7, url: URL_A }, [URL_A]],
		[
			'several files and lists of them',
			{ glb: at('a.glb'), obj: at('a.obj'), textures: [at('1.png'), at('2.png')], size: 3 },
			[at('a.glb'), at('a.obj'), at('1.png'), at('2.png')],
		],
		[
			'video and sound',
			{ video: at('a.mp4'), audio: { url: at('a.mp3') } },
			[at('a.mp4'), at('a.mp3')],
		],
		[
			'a preview, which comes after what it shows',
			{ thumbnail: at('t.png'), video: { content_type: 'video/mp4', url: URL_A } },
			[URL_A, at('t.png')],
		],
		['the same file under two names', { url: URL_A, video: { url: URL_A } }, [URL_A]],
		[
			'what was sent beside the output',
			{ input_image: at('i.png'), image: at('o.png') },
			[at('o.png')],
		],
		['links beside the output', { url: URL_A, docs: at('docs'), webhook_url: at('hook') }, [URL_A]],
		['nothing but what looks like a link', { self: URL_A }, [URL_A]],
		['a file in base64', { image: png().toString('base64') }, [png().toString('base64')]],
		['words', { caption: `See ${URL_A}` }, []],
	])('are all of them, in order and none twice: %s', (_name, value, expected) => {
		expect(inside(value)).toEqual(expected);
	});

	test('are looked for without a deep stack, however deep it is', () => {
		let deep: unknown = URL_A;
		for (let depth = 0; depth < 50_000; depth++) deep = depth % 2 ? [deep] : { deep };
		expect(classifyOutputs(deep)).toHaveLength(1);
	});
});

describe('what a model answers with', () => {
	test.each([
		['llm', 'text'],
		['image-to-text', 'text'],
		['content-moderation', 'text'],
		['text-to-video', 'files'],
		['image-to-3d', 'files'],
		['upscaler', 'files'],
		['training', undefined],
		['something-new', undefined],
		['', undefined],
		[undefined, undefined],
	])('is told by its type in the catalogue: %s → %s', (type, expected) => {
		expect(outputKindOfType(type)).toBe(expected);
	});
});
