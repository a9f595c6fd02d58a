import fc from 'fast-check';

import { coerceInput } from '../../nodes/WaveSpeed/schema/findInputProblems.ts';
import { modelFrom } from '../models/modelFrom.mts';

const model = modelFrom({
	prompt: { type: 'string' },
	level: { type: 'string', enum: ['1', '2'] },
	ratio: { type: 'string', enum: ['16:9', '9:16', '1:1'] },
	quality: { type: 'string', enum: ['720p', '1080p'] },
	size: { type: 'string', default: '1024*1024' },
	image: { type: 'string' },
	duration: { type: 'integer', enum: [4, 8, 12] },
	strength: { type: 'number' },
	audio_on: { type: 'boolean' },
	images: { type: 'array', items: { type: 'string' } },
	words: { type: 'array', items: { type: 'string' } },
	numbers: { type: 'array', items: { type: 'integer' } },
	box: { type: 'array', items: { type: 'number' } },
	loras: { type: 'array', items: { $ref: '#/components/schemas/LoraWeight' } },
	shots: { type: 'array', items: { type: 'object', properties: { seconds: { type: 'integer' } } } },
	settings: { type: 'object', properties: { speed: { type: 'number' } } },
	thing: {},
});
const coerced = (name: string, value: unknown) => coerceInput(model, { [name]: value })[name];

it.each([
	['duration', '4', 4],
	['duration', ' 8 ', 8],
	['duration', '4.5', 4.5],
	['duration', '4s', 4],
	['duration', '0x4', '0x4'],
	['strength', '1e-3', 0.001],
	['strength', '.5', 0.5],
	['strength', 'Infinity', 'Infinity'],
	['audio_on', 'True', true],
	['audio_on', 'false', false],
	['audio_on', 'yes', 'yes'],
	['audio_on', 1, 1],
	['prompt', 42, '42'],
	['prompt', '  spaces stay ', '  spaces stay '],
	['prompt', '["not a list"]', '["not a list"]'],
	['prompt', true, true],
	['level', 1, '1'],
	['level', '1 ', '1'],
	['level', '1:1', '1:1'],
	['ratio', '16x9', '16:9'],
	['ratio', '9 : 16', '9:16'],
	['ratio', '16/9', '16:9'],
	['ratio', '4x3', '4x3'],
	['quality', '1080', '1080p'],
	['quality', 720, '720p'],
	['quality', '480', '480'],
	['size', '1024x768', '1024*768'],
	['size', '1024 × 768', '1024*768'],
	['size', 'auto', 'auto'],
	['image', ' https://files.example/a.png\n', 'https://files.example/a.png'],
	['images', 'https://files.example/a.png', ['https://files.example/a.png']],
	[
		'images',
		'https://a.example/1,2.png, https://a.example/3.png',
		['https://a.example/1,2.png', 'https://a.example/3.png'],
	],
	['images', 'data:image/png;base64,AA==', ['data:image/png;base64,AA==']],
	['images', '["https://a.example/1.png"]', ['https://a.example/1.png']],
	['images', '[broken', '[broken'],
	['words', 'one, two', ['one, two']],
	['words', 'one\ntwo\n', ['one', 'two']],
	['numbers', '[1, "2"]', [1, 2]],
	['numbers', 7, [7]],
	['numbers', '5,10', [5, 10]],
	['box', '5, 10', [5, 10]],
	['box', '5,10', '5,10'],
	['loras', 'someone/lora', [{ path: 'someone/lora', scale: 1 }]],
	...[', ', ' ', '; ', ',', ' \t', ',\n'].map((between): [string, unknown, unknown] => [
		'images',
		`https://a.example/1.png${between}HTTPS://a.example/2.png`,
		['https://a.example/1.png', 'HTTPS://a.example/2.png'],
	]),
	['images', 'https://a.example/1.png, ', ['https://a.example/1.png']],
	[
		'loras',
		'user/one, user/two,https://a.example/x,y.safetensors, user/three',
		['user/one', 'user/two', 'https://a.example/x,y.safetensors', 'user/three'].map((path) => ({
			path,
			scale: 1,
		})),
	],
	['loras', [' a '], [{ path: 'a', scale: 1 }]],
	['loras', '{"path": "a", "scale": "0.5"}', [{ path: 'a', scale: 0.5 }]],
	['loras', { path: 'a' }, [{ path: 'a' }]],
	['shots', '[{"seconds": "5"}]', [{ seconds: 5 }]],
	['shots', 'five', ['five']],
	['settings', '{"speed": "1.5"}', { speed: 1.5 }],
	['settings', 'fast', 'fast'],
	['thing', '[1]', '[1]'],
])('%s %j becomes %j', (name, value, expected) => {
	expect(coerced(name, value)).toEqual(expected);
});

it('leaves out what was not filled in, and keeps what means something', () => {
	const input = {
		prompt: '',
		duration: null,
		strength: undefined,
		audio_on: false,
		images: [],
		numbers: 0,
		image: ' ',
	};
	expect(coerceInput(model, input)).toEqual({ audio_on: false, images: [], numbers: [0] });
});

it('leaves unknown keys for the check to name', () => {
	expect(coerceInput(model, { unknown: '4' })).toEqual({ unknown: '4' });
	expect(coerceInput({ ...model, inputs: undefined }, { duration: '4', prompt: '' })).toEqual({
		duration: '4',
	});
});

it('never makes a prototype of a key', () => {
	const input = JSON.parse(
		'{"__proto__": {"polluted": true}, "settings": {"__proto__": {"polluted": true}}}',
	) as Record<string, unknown>;
	const output = coerceInput(model, input);
	expect(Object.getPrototypeOf(output)).toBe(Object.prototype);
	expect(Object.keys(output)).toEqual(['__proto__', 'settings']);
	expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

it('never changes its argument and never returns an unset value', () => {
	const names = fc.constantFrom(
		...(model.inputs ?? []).map(({ name }) => name),
		'unknown',
		'__proto__',
	);
	const values = fc.oneof(
		fc.jsonValue(),
		fc.constant(undefined),
		fc.json(),
		fc.constantFrom('', ' ', '[]', '{}', '[,]'),
	);
	fc.assert(
		fc.property(fc.array(fc.tuple(names, values)), (entries) => {
			const input = Object.fromEntries(entries);
			const before = JSON.stringify(input);
			const output = coerceInput(model, input);
			expect(output).not.toBe(input);
			expect(JSON.stringify(input)).toBe(before);
			expect(
				Object.values(output).filter(
					(value) => value === undefined || value === null || value === '',
				),
			).toEqual([]);
		}),
	);
});

it('reads its own output as itself', () => {
	fc.assert(
		fc.property(
			fc.dictionary(
				fc.constantFrom('duration', 'images', 'loras', 'size', 'settings'),
				fc.jsonValue(),
			),
			(input) => {
				const once = coerceInput(model, input);
				expect(coerceInput(model, once)).toEqual(once);
			},
		),
	);
});

describe('a required input that is left empty', () => {
	const picky = modelFrom(
		{
			voice: { type: 'string', enum: ['Ann', 'Bob'], default: 'Bob' },
			accent: { type: 'string', 'x-enum': ['US', 'UK'], default: 'UK' },
			duration: { type: 'integer', default: 5 },
			text: { type: 'string', default: 'Hello world!' },
			image: { type: 'string', default: 'https://vendor.example/example.png' },
			optional: { type: 'integer', default: 5 },
		},
		{ required: ['voice', 'accent', 'duration', 'text', 'image'] },
	);

	it('gets the default of a choice or a number, as on the model’s page, but no example of a text or a file', () => {
		expect(coerceInput(picky, {})).toEqual({ voice: 'Bob', accent: 'UK', duration: 5 });
	});

	it('keeps what was given', () => {
		expect(coerceInput(picky, { voice: 'ann', duration: '8' })).toEqual({
			voice: 'Ann',
			accent: 'UK',
			duration: 8,
		});
	});
});
