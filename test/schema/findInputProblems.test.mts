import fc from 'fast-check';

import type { Model } from '../../nodes/WaveSpeed/models/model.ts';
import { findInputProblems } from '../../nodes/WaveSpeed/schema/findInputProblems.ts';
import { modelFrom } from '../models/modelFrom.mts';

const sora = modelFrom(
	{
		prompt: { type: 'string', minLength: 1, maxLength: 10 },
		size: { type: 'string', enum: ['720*1280', '1280*720'], default: '720*1280' },
		duration: { type: 'integer', enum: [4, 8, 12], default: 4 },
		strength: { type: 'number', minimum: 0, maximum: 1 },
		seed: { type: 'integer' },
		image: { type: 'string' },
		images: { type: 'array', items: { type: 'string' }, maxItems: 2 },
		loras: { type: 'array', items: { $ref: '#/components/schemas/LoraWeight' }, maxItems: 3 },
		enable_sync_mode: { type: 'boolean', disabled: true },
		enable_base64_output: { type: 'boolean', disabled: true },
	},
	{ required: ['prompt'] },
);

/** The problems of an otherwise right input. */
const problemsOf = (input: Record<string, unknown>, model: Model = sora) =>
	findInputProblems(model, model === sora ? { prompt: 'a cat', ...input } : input);
const messageOf = (input: Record<string, unknown>, model?: Model) =>
	problemsOf(input, model)[0]?.message;

describe('a text that is what is left of an expression', () => {
	it.each(['undefined', ' null ', 'NaN'])('is refused: “%s”', (text) => {
		expect(messageOf({ prompt: text })).toBe(
			`The input “prompt” is the text “${text.trim()}”, which is what an expression without a value becomes. Correct the expression.`,
		);
	});

	it('is refused where an object was put into it', () => {
		const free = modelFrom({ prompt: { type: 'string' } });
		expect(messageOf({ prompt: 'a cat, [object Object]' }, free)).toMatch(
			/^The input “prompt” contains “\[object Object\]”.*JSON\.stringify/,
		);
	});

	it.each(['undefined behaviour', 'null and void', 'Nan'])(
		'is a text like any other: %s',
		(text) => {
			expect(
				messageOf({ prompt: text }, modelFrom({ prompt: { type: 'string' } })),
			).toBeUndefined();
		},
	);
});

describe('an input with a structure', () => {
	const speakers = modelFrom(
		{
			speakers: {
				type: 'array',
				items: {
					type: 'object',
					properties: { speaker: { type: 'string' }, voice: { type: 'string', enum: ['Kore'] } },
				},
			},
		},
		{ required: ['speakers'] },
	);

	it.each([[{}], [{ speakers: ['Kore'] }], [{ speakers: 7 }]])(
		'shows how to write it: %j',
		(input) => {
			expect(messageOf(input, speakers)).toContain('"speaker": "…", "voice": "Kore"}');
		},
	);
});

describe('an input', () => {
	it('passes when everything fits', () => {
		expect(
			problemsOf({
				size: '1280*720',
				duration: 8,
				strength: 0.5,
				seed: -1,
				images: ['https://files.example/a.png'],
				loras: [{ path: 'someone/lora', scale: 0.8 }],
			}),
		).toEqual([]);
	});

	it.each([
		[
			{ duration: 5 },
			'duration',
			'The input “duration” must be 4, 8 or 12, but is 5. Choose one of these values.',
		],
		[
			{ duration: '4' },
			'duration',
			'The input “duration” must be 4, 8 or 12, but is “4”. Change the value.',
		],
		[
			{ seed: 1.5 },
			'seed',
			'The input “seed” must be a whole number, but is 1.5. Change the value.',
		],
		[
			{ strength: 2 },
			'strength',
			'The input “strength” must be between 0 and 1, but is 2. Choose a number in this range.',
		],
		[
			{ strength: 'x' },
			'strength',
			'The input “strength” must be a number between 0 and 1, but is “x”. Change the value.',
		],
		[
			{ seed: null },
			'seed',
			'The input “seed” must be a whole number, but is null. Leave it out or give a value.',
		],
		[
			{ prompt: 'a very long prompt' },
			'prompt',
			'The input “prompt” may have 10 characters at most, but has 18. Shorten it.',
		],
		[
			{ prompt: '' },
			'prompt',
			'The input “prompt” must have at least 1 characters, but has 0. Write more.',
		],
		[{ aspect: 1 }, 'aspect', undefined],
	])('%j is a problem of %s', (input, field, message) => {
		const [problem] = problemsOf(input);
		expect(problem?.field).toBe(field);
		if (message) expect(problem?.message).toBe(message);
	});

	it('is missing what is required', () => {
		expect(findInputProblems(sora, {})).toEqual([
			{ field: 'prompt', message: 'The input “prompt” is required. Give it a value.' },
		]);
	});

	it.each([
		['Duration', 'duration'],
		['negativ_prompt', 'prompt'],
		['image_list', 'images'],
		['wobble', undefined],
		['sizes', 'size'],
		['enableSyncMode', 'enable_sync_mode'],
		['stregth', 'strength'],
	])('with the unknown key %s is refused, naming %s', (key, meant) => {
		const message = messageOf({ [key]: 'x' });
		expect(message).toContain(
			`The input “${key}” is not an input of this model and would be ignored.`,
		);
		if (meant) expect(message).toContain(`Did you mean “${meant}”?`);
		else
			expect(message).toContain(
				'It takes prompt, size, duration, strength, seed, image, images, loras.',
			);
	});

	it('counts characters, not halves of them', () => {
		expect(problemsOf({ prompt: '🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬' })).toEqual([]);
	});

	it('names the entry of a list that is wrong', () => {
		expect(problemsOf({ images: ['https://files.example/a.png', 7] })[0]?.field).toBe('images[1]');
		expect(problemsOf({ loras: [{ path: 'a' }, { path: 'b', scale: 'much' }] })[0]).toEqual({
			field: 'loras[1].scale',
			message: 'The input “loras[1].scale” must be a number, but is “much”. Change the value.',
		});
		expect(messageOf({ loras: [{ scale: 1 }] })).toBe(
			'The input “loras[0].path” is required. Give it a value.',
		);
		expect(messageOf({ loras: [{ path: 'a', weight: 1 }] })).toContain(
			'“loras[0].weight” is not known here',
		);
		expect(messageOf({ loras: ['a'] })).toContain('“loras[0]” must be an object');
	});

	it('has too many entries in a list', () => {
		expect(messageOf({ images: ['data:a', 'data:b', 'data:c'] })).toBe(
			'The input “images” must have at most 2 entries, but has 3. Remove some.',
		);
		expect(messageOf({ images: 'https://files.example/a.png' })).toBe(
			'The input “images” must be a list of addresses of files, but is “https://files.example/a.png”. Write it as JSON, such as ["https://…"], or choose a file of the item under “Binary Inputs”.',
		);
	});

	it('names a binary field where an address belongs', () => {
		expect(messageOf({ image: 'data' })).toMatch(
			/“image” must be the address of a file, but is “data”.*Binary Inputs/,
		);
		expect(problemsOf({ image: 'data:image/png;base64,AAAA' })).toEqual([]);
		expect(problemsOf({ image: 'A'.repeat(1_000) })).toEqual([]);
	});

	it('may be null where the schema says so', () => {
		const model = modelFrom({ word: { type: 'string', nullable: true } });
		expect(findInputProblems(model, { word: null })).toEqual([]);
	});

	it('may be anything where the schema says nothing', () => {
		const model = modelFrom({ thing: {} });
		for (const thing of [1, 'a', null, [], {}, true])
			expect(findInputProblems(model, { thing })).toEqual([]);
	});

	it('forgives the rounding of steps', () => {
		const model = modelFrom({ seconds: { type: 'number', multipleOf: 0.1 } });
		expect(findInputProblems(model, { seconds: 0.3 })).toEqual([]);
		expect(messageOf({ seconds: 0.35 }, model)).toBe(
			'The input “seconds” must be a multiple of 0.1, but is 0.35. Round it.',
		);
	});

	it('quotes no secret and no markup of a value', () => {
		const message = messageOf({ size: '<b>https://x.example/a?token=abc</b>'.repeat(9) }) ?? '';
		expect(message).not.toMatch(/<b>|token=/);
		expect(message.length).toBeLessThan(250);
	});

	it.each(['{{ $json.prompt }}', 'A boat called {{$json.name}}', "{{ $('Table').item.json.a }}"])(
		'takes an expression that was left as text for no prompt: %s',
		(prompt) => {
			expect(messageOf({ prompt })).toBe(
				'The input “prompt” contains an expression as plain text ({{ $… }}). Switch the field to “Expression”, so that n8n puts the value in its place. If it is one already, the item’s own text contains it: correct that in the node before.',
			);
		},
	);

	it('says the same where a number is wanted', () => {
		expect(messageOf({ duration: '{{ $json.seconds }}' })).toContain(
			'Switch the field to “Expression”',
		);
	});

	it.each(['for $5', '{{ a }}', '{ $ }', '{{ $5 }}'])('lets %s pass', (prompt) => {
		expect(messageOf({ prompt })).toBeUndefined();
	});

	it('says in words what nothing is left of', () => {
		expect(messageOf({ size: '<img src="https://x.example/a.png">' })).toContain(
			'HTML without words',
		);
	});

	it('passes everything but steering keys where no schema could be had', () => {
		const model: Model = { ...sora, inputs: undefined, closed: false };
		expect(findInputProblems(model, { whatever: {} })).toEqual([]);
		expect(findInputProblems(model, { webhook: 'https://a.example' })).toHaveLength(1);
	});

	it('passes unknown keys where the schema is open', () => {
		const model = modelFrom({ a: { type: 'string' } }, { additionalProperties: true });
		expect(findInputProblems(model, { b: 1 })).toEqual([]);
		expect(findInputProblems(model, { a: 1 })).toHaveLength(1);
	});
});

describe('a size in pixels', () => {
	const model = modelFrom({
		size: { type: 'string', minimum: 512, maximum: 2048, default: '1024*1024' },
	});
	const sizeProblem = (size: unknown) => findInputProblems(model, { size })[0]?.message;

	it('is bounded per side, not by its length', () => {
		expect(sizeProblem('512*2048')).toBeUndefined();
		expect(sizeProblem('511*2048')).toBe(
			'The input “size” must have sides between 512 and 2048 pixels, but is “511*2048”. Write width*height in pixels, each side between 512 and 2048, such as 1024*1024.',
		);
		expect(sizeProblem('512*4096')).toBeDefined();
		expect(sizeProblem('large')).toMatch(/must be a size, but is “large”/);
	});

	it.each([
		['square', '1024*1024'],
		['9:16', '768*1368'],
		['16:9', '1368*768'],
		['1024', '1024*1024'],
	])('is wanted where nothing but the default says so: %j is none, %s is', (given, such) => {
		const plain = modelFrom({ size: { type: 'string', default: '1024*1024' } });
		expect(findInputProblems(plain, { size: given })[0]?.message).toBe(
			`The input “size” must be a size, but is “${given}”. Write width*height in pixels, such as ${such}.`,
		);
		expect(findInputProblems(plain, { size: such })).toEqual([]);
	});

	it('names only a size within the bounds for a ratio', () => {
		expect(sizeProblem('9:16')).toMatch(/such as 768\*1368\.$/);
		expect(sizeProblem('1:9')).toMatch(/such as 1024\*1024\.$/);
	});

	it('may be a word where the default is one', () => {
		const worded = modelFrom({ size: { type: 'string', maximum: 2048, default: 'auto' } });
		expect(findInputProblems(worded, { size: 'auto' })).toEqual([]);
	});
});

describe('files at addresses in a private network', () => {
	const model = modelFrom({
		image: { type: 'string', 'x-ui-component': 'uploader' },
		images: { type: 'array', items: { type: 'string' } },
		note: { type: 'string' },
	});
	const problemsAt = (apiBaseUrl: string, input: object) =>
		findInputProblems(model, input as Record<string, unknown>, { apiBaseUrl });

	it.each([
		'http://localhost/a.png',
		'https://192.168.1.7/a.png',
		'http://[::1]/a',
		'http://nas/a',
	])('are refused: %s', (address) => {
		for (const input of [{ image: address }, { images: ['https://a.example/b.png', address] }])
			expect(problemsAt('https://api.wavespeed.ai', input)).toEqual([
				{
					field: Object.keys(input)[0],
					message: expect.stringMatching(/only your own network knows.*under “Binary Inputs”\.$/),
				},
			]);
	});

	it.each(['https://a.example/b.png', 'data:image/png;base64,AAAA'])(
		'and no others: %s',
		(image) => {
			expect(problemsAt('https://api.wavespeed.ai', { image, note: 'http://localhost' })).toEqual(
				[],
			);
		},
	);

	it('may be known to an API that is in one itself', () => {
		expect(problemsAt('http://127.0.0.1:5691', { image: 'http://localhost/a.png' })).toEqual([]);
	});
});

describe('keys that steer the request', () => {
	it('refuses a webhook in the input', () => {
		expect(messageOf({ webhook: 'https://a.example' })).toContain('option “Webhook URL”');
	});

	it('refuses sync mode, and passes it when it is off', () => {
		expect(messageOf({ enable_sync_mode: true })).toContain('must stay off');
		expect(problemsOf({ enable_sync_mode: false })).toEqual([]);
	});

	it('refuses base64 outputs only together with a webhook', () => {
		const input = { prompt: 'a cat', enable_base64_output: true };
		expect(findInputProblems(sora, input)).toEqual([]);
		expect(findInputProblems(sora, input, { webhook: true })[0]?.field).toBe(
			'enable_base64_output',
		);
	});

	it.each(['__proto__', 'constructor', 'prototype'])('refuses %s at any depth', (key) => {
		const top = JSON.parse(`{"prompt": "a", "${key}": {"polluted": true}}`) as Record<
			string,
			unknown
		>;
		expect(findInputProblems(sora, top)).toEqual([
			{ field: key, message: `The input “${key}” has a name that no input may have. Remove it.` },
		]);
		const deep = JSON.parse(`{"prompt": "a", "loras": [{"path": "b", "${key}": 1}]}`) as Record<
			string,
			unknown
		>;
		expect(findInputProblems(sora, deep)[0]?.field).toBe(`loras[0].${key}`);
	});
});

it('never throws and always answers in sentences, whatever the input', () => {
	fc.assert(
		fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (input) => {
			for (const { field, message } of findInputProblems(sora, { prompt: 'a', ...input })) {
				expect(typeof field).toBe('string');
				expect(message).toMatch(/^The input “/);
			}
		}),
	);
});
