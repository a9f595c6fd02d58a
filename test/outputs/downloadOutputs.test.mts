import { OUTPUTS } from '../faults/scriptedApi.mts';
import { answer } from '../faults/runWithoutEngine.mts';
import { answered, ID, pictureOf, prediction } from './answered.mts';
import { mp4, png } from '../download/samples.mts';

const at = (name: string) => `${OUTPUTS}/${name}`;
const sizes = (row: { binary?: Record<string, { bytes?: number }> }) =>
	Object.entries(row.binary ?? {}).map(([field, { bytes }]) => [field, bytes]);

describe('an output that is an object', () => {
	const scene = {
		glb: at('a.glb'),
		obj: at('a.obj'),
		textures: [at('wood.png'), at('metal.png')],
		preview: at('p.png'),
		seed: 7,
	};

	test('hands on every file in it, in order, and keeps the value as it came', async () => {
		const { row, fetched } = await answered([scene]);
		const urls = [scene.glb, scene.obj, ...scene.textures, scene.preview];
		expect(fetched.sort()).toEqual([...urls].sort());
		expect(sizes(row)).toEqual(
			urls.map((url, place) => [place === 0 ? 'data' : `data_${place}`, pictureOf(url).length]),
		);
		expect(row.json.outputs).toEqual([scene]);
	});

	test('may stand in place of the list', async () => {
		const outputs = { video: at('v.mp4'), audio: at('a.mp3') };
		const { row } = await answered(outputs);
		expect(sizes(row)).toEqual([
			['data', pictureOf(outputs.video).length],
			['data_1', pictureOf(outputs.audio).length],
		]);
		expect(row.json.outputs).toEqual(outputs);
	});

	test('is one row with all its files where each output is to be one', async () => {
		const { rows } = await answered([scene, at('b.png')], { options: { rowPer: 'output' } });
		expect(rows.map(({ binary }) => Object.keys(binary ?? {}).length)).toEqual([5, 1]);
		expect(rows[0]?.json).toMatchObject({ output: scene, output_index: 0 });
	});

	test('names a file twice and it is fetched once, but each row has it', async () => {
		const { rows, fetched } = await answered([at('a.png'), at('a.png')], {
			options: { rowPer: 'output' },
		});
		expect(fetched).toEqual([at('a.png')]);
		expect(rows.map((row) => sizes(row))).toEqual([
			[['data', pictureOf(at('a.png')).length]],
			[['data', pictureOf(at('a.png')).length]],
		]);
	});

	test('with more files than anybody would call one output is an error that tells what to do', async () => {
		const outputs = Array.from({ length: 1_001 }, (_, place) => at(`${place}.png`));
		const { errors, fetched } = await answered(outputs);
		expect(fetched).toEqual([]);
		expect(errors[0]?.error).toContain('lists 1001 files');
		expect(errors[0]?.details).toMatchObject({ reason: 'tooManyOutputs', predictionId: ID });
	});
});

describe('an output address', () => {
	test.each([
		['my cat.mp4', 'my%20cat.mp4'],
		['Grüße.mp4', 'Gr%C3%BC%C3%9Fe.mp4'],
		['take [1]|x.mp4', 'take%20%5B1%5D%7Cx.mp4'],
		['100% cat.mp4', '100%25%20cat.mp4'],
		['already%20done.mp4', 'already%20done.mp4'],
		['take #2.mp4', 'take%20%232.mp4'],
		['a.mp4?name=my cat.mp4', 'a.mp4?name=my%20cat.mp4'],
	])('with any character is fetched: %s', async (name, asked) => {
		const { row, fetched } = await answered([at(name)]);
		expect(fetched).toEqual([at(asked)]);
		expect(sizes(row)).toEqual([['data', pictureOf(at(asked)).length]]);
		expect(row.json.outputs).toEqual([at(name)]);
	});
});

describe('the words of a text model', () => {
	test.each(['llm', 'image-to-text'])('are not fetched, whatever they are (%s)', async (type) => {
		const outputs = [at('secret.png'), { url: at('other.png') }, png().toString('base64')];
		const { row, fetched } = await answered(outputs, { type });
		expect(fetched).toEqual([]);
		expect(row.binary).toBeUndefined();
		expect(row.json.outputs).toEqual(outputs);
	});

	test.each(['ACGT'.repeat(400), png().toString('base64')])(
		'are not decoded either where they could be base64 and nothing else is there: %.8s',
		async (words) => {
			const { row } = await answered([words], { type: 'llm' });
			expect(row.binary).toBeUndefined();
			expect(row.json.outputs).toEqual([words]);
		},
	);

	test('are told from files by the catalogue alone: the same answer of another model is fetched', async () => {
		const { fetched } = await answered([at('a.png')], { type: 'text-to-image' });
		expect(fetched).toEqual([at('a.png')]);
	});

	test('about an address are not fetched either where nobody knows the model', async () => {
		const outputs = [`Look at ${at('a.png')}`, `${at('a.png')} shows it.`];
		const { row, fetched } = await answered(outputs);
		expect(fetched).toEqual([]);
		expect(row.json.outputs).toEqual(outputs);
	});
});

describe('the text of a row', () => {
	test('is the only words that were made, beside the outputs', async () => {
		const { row } = await answered(['Good morning.'], { type: 'speech-to-text' });
		expect(row.json).toMatchObject({ outputs: ['Good morning.'], text: 'Good morning.' });
		expect(Object.keys(row.json).indexOf('text')).toBe(
			Object.keys(row.json).indexOf('outputs') + 1,
		);
	});

	test('is told beside a file, with or without its download', async () => {
		for (const downloadOutputs of [true, false]) {
			const { row } = await answered([at('a.png'), 'A boat.'], { options: { downloadOutputs } });
			expect(row.json.text).toBe('A boat.');
		}
	});

	test.each([
		['an address', [at('a.png')], 'text-to-image'],
		['an address of a text model', [at('a.png')], 'llm'],
		['a file as base64', [png().toString('base64')], 'text-to-image'],
		['several texts', ['One.', 'Two.'], 'llm'],
		['an object', [{ text: 'One.' }], 'llm'],
		['a text as long as a book', ['word '.repeat(100_000)], 'llm'],
		['blanks', ['  '], 'llm'],
	])('is not there for %s', async (_what, outputs, type) => {
		for (const downloadOutputs of [true, false]) {
			const { row } = await answered(outputs, { type, options: { downloadOutputs } });
			expect(row.json.status).toBe('completed');
			expect(row.json).not.toHaveProperty('text');
		}
	});

	test('is that of its own output in a row for each', async () => {
		const { rows } = await answered([at('a.png'), 'One.', 'Two.'], {
			options: { rowPer: 'output' },
		});
		expect(rows.map(({ json }) => json.text)).toEqual([undefined, 'One.', 'Two.']);
		expect(rows.some(({ json }) => 'error' in json)).toBe(false);
	});

	test('is the API’s own where it names one', async () => {
		const looks = [prediction({ outputs: ['Good morning.'], text: 'Its own.' })];
		expect((await answered([], { looks })).row.json.text).toBe('Its own.');
	});
});

describe('files in base64', () => {
	const big = Buffer.concat([png(), Buffer.alloc(3_000_000, 7)]);

	test('of some MB are handed on as files, and not in the row', async () => {
		const { row, errors } = await answered([big.toString('base64')]);
		expect(errors).toEqual([]);
		expect(sizes(row)).toEqual([['data', big.length]]);
		expect(row.json.outputs).toEqual(['(in the binary field)']);
	});

	test('inside an object are handed on too', async () => {
		const { row } = await answered([{ image: png().toString('base64'), seed: 7 }]);
		expect(sizes(row)).toEqual([['data', png().length]]);
		expect(row.json.outputs).toEqual([{ image: '(in the binary field)', seed: 7 }]);
	});

	test('are left out of an error’s details', async () => {
		const { errors } = await answered([png().toString('base64'), at('a.mp4')], {
			files: { '/a.mp4': { bytes: Buffer.from('<html></html>'), type: 'text/html' } },
		});
		expect(errors[0]?.details).toMatchObject({
			reason: 'downloadFailed',
			predictionId: ID,
			outputs: [expect.stringContaining('left out here'), at('a.mp4')],
		});
	});
});

describe('the row of a completed prediction', () => {
	test('calls its files by the first words of the prompt and the id', async () => {
		const looks = [
			prediction({ outputs: [at('a.png')], input: { prompt: 'A lighthouse, at dusk!' } }),
		];
		const { row } = await answered([], { looks });
		expect(row.binary?.data?.fileName).toBe('a-lighthouse-at-dusk-ded09b4c.png');
	});

	test('numbers several files', async () => {
		const { row } = await answered([at('a.png'), at('b.png')]);
		expect(Object.values(row.binary ?? {}).map(({ fileName }) => fileName)).toEqual([
			'b-ded09b4c-1.png',
			'b-ded09b4c-2.png',
		]);
	});

	test('repeats what was sent, but no file as base64', async () => {
		const input = {
			prompt: 'x',
			image: `data:image/png;base64,${png(5_000).toString('base64')}`,
		};
		const { row } = await answered([], { looks: [prediction({ outputs: [at('a.png')], input })] });
		expect(row.json.input).toEqual({
			prompt: 'x',
			image: 'data:image/png;base64,… (4.9 kB, left out here)',
		});
	});
});

describe('a completed prediction without outputs', () => {
	const empty = prediction({ outputs: [] });

	test('is looked at again until they are there', async () => {
		const looks = [empty, answer(503), empty, prediction({ outputs: [at('a.png')] })];
		const { row, errors } = await answered([], { looks });
		expect(errors).toEqual([]);
		expect(sizes(row)).toEqual([['data', pictureOf(at('a.png')).length]]);
		expect(row.json.outputs).toEqual([at('a.png')]);
	});

	test('is an error with its id when none have come', async () => {
		const { errors, at: times } = await answered([], { looks: Array(50).fill(empty) as never });
		expect(errors[0]?.details).toMatchObject({ reason: 'noOutputs', predictionId: ID });
		const asked = times('result');
		expect(asked.length).toBeGreaterThan(5);
		expect(asked.at(-1)! - asked[0]!).toBeLessThanOrEqual(20_000);
	});
});

test.each(['succeeded', 'success', 'done', 'Finished'])('“%s” means done', async (status) => {
	const { row } = await answered([], {
		looks: [prediction({ status, outputs: [at('a.mp4')] })],
		files: { '/a.mp4': { bytes: mp4(), type: 'video/mp4' } },
	});
	expect(sizes(row)).toEqual([['data', mp4().length]]);
});
