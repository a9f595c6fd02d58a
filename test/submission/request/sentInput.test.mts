import type { Model } from '../../../nodes/WaveSpeed/models/model.ts';
import {
	compareInput,
	digestInput,
	digestListedInput,
	digestMeaning,
} from '../../../nodes/WaveSpeed/submission/request/sentInput.ts';

const model = {
	inputs: [
		{ name: 'prompt', kind: 'string' },
		{ name: 'duration', kind: 'integer', default: 4 },
		{ name: 'audio', kind: 'boolean', default: true },
		{ name: 'loop', kind: 'boolean', default: false },
		{ name: 'style', kind: 'string', default: '' },
		{ name: 'images', kind: 'list', default: [] },
	],
} as unknown as Model;
const compare = (
	sent: object | undefined,
	listed: unknown,
	known: Model | undefined,
	seed?: number,
) =>
	compareInput(
		{ ...(sent && { sent: digestInput(sent as never) }), ...(seed !== undefined && { seed }) },
		digestListedInput(listed),
		known,
	);

describe('a listed input and what was sent', () => {
	it.each([
		[{ prompt: 'a' }, undefined, 'unseen'],
		[{ prompt: 'a' }, null, 'unseen'],
		[{ prompt: 'a' }, {}, 'unseen'],
		[{ prompt: 'a' }, 'text', 'unseen'],
		[{ prompt: 'a' }, { prompt: 'a' }, 'equal'],
		[{ prompt: 'a' }, { prompt: 'b' }, 'different'],
		// What an API fills in without saying anything.
		[{ prompt: 'a' }, { prompt: 'a', x: null, y: '', z: [], u: undefined }, 'equal'],
		[{ prompt: 'a', x: null, y: '', z: [] }, { prompt: 'a' }, 'equal'],
		[{ prompt: 'a' }, { prompt: 'a', off: false }, 'equal'],
		[{ prompt: 'a' }, { prompt: 'a', list: ['x'] }, 'similar'],
		[{ prompt: 'a' }, { prompt: 'a', on: true }, 'similar'],
		[{ prompt: 'a', on: true }, { prompt: 'a' }, 'similar'],
		[{ prompt: 'a', on: true }, { prompt: 'b' }, 'different'],
		[{ prompt: 'a', n: 8 }, { prompt: 'a', n: '8' }, 'equal'],
		[{ prompt: 'a' }, { prompt: 'a', seed: 7 }, 'equal'],
		[{ prompt: 'a', seed: 8 }, { prompt: 'a', seed: 7 }, 'different'],
		[undefined, { prompt: 'a' }, 'similar'],
	])('%j and %j without a schema: %s', (sent, listed, likeness) => {
		expect(compare(sent, listed, undefined)).toBe(likeness);
	});

	it.each([
		[{ prompt: 'a' }, { prompt: 'a', duration: 4, audio: true, loop: false }, 'equal'],
		[{ prompt: 'a', duration: '4' }, { prompt: 'a' }, 'equal'],
		[{ prompt: 'a' }, { prompt: 'a', duration: 8 }, 'different'],
		[{ prompt: 'a', duration: 8 }, { prompt: 'a' }, 'different'],
		[{ prompt: 'a' }, { prompt: 'a', audio: false }, 'different'],
		[{ prompt: 'a', loop: true }, { prompt: 'a' }, 'different'],
		[{ prompt: 'a', style: 'oil' }, { prompt: 'a', style: '' }, 'different'],
		[{ prompt: 'a', images: ['x'] }, { prompt: 'a' }, 'different'],
		[{ prompt: 'a' }, { prompt: 'a', unknown: 1 }, 'similar'],
	])('%j and %j with the defaults of the schema: %s', (sent, listed, likeness) => {
		expect(compare(sent, listed, model)).toBe(likeness);
	});

	it('are compared as they are where nobody has described the model', () => {
		const bare = { id: 'm' } as Model;
		expect(compare({ prompt: 'a' }, { prompt: 'a', duration: 4 }, bare)).toBe('similar');
	});

	it.each([
		[7, { prompt: 'b', seed: 7 }, 'same'],
		[7, { prompt: 'b', seed: '7' }, 'same'],
		[7, { prompt: 'a', seed: 8 }, 'different'],
		[7, { prompt: 'a' }, 'similar'],
		[undefined, { prompt: 'a', seed: 8 }, 'equal'],
	])('with the drawn seed %j and %j: %s', (seed, listed, likeness) => {
		const sent = seed === undefined ? { prompt: 'a' } : { prompt: 'a', seed };
		expect(compare(sent, listed, undefined, seed)).toBe(likeness);
	});
});

describe('what an input means', () => {
	const meaning = (input: object, known?: Model, isLeftOut?: (name: string) => boolean) =>
		digestMeaning(digestInput(input as never), known, isLeftOut);

	it.each([
		[
			{ a: 1, b: 2, c: 3 },
			{ c: 3, b: 2, a: 1 },
		],
		[{ a: 1, off: false }, { a: 1 }],
		[{ a: 1, none: null, text: '', list: [] }, { a: 1 }],
	])('%j and %j is the same', (one, other) => {
		expect(meaning(one)).toBe(meaning(other));
	});

	it.each([
		[
			{ a: 1, b: 2 },
			{ a: 2, b: 1 },
		],
		[{ a: 1, on: true }, { a: 1 }],
		[{ a: 1 }, { b: 1 }],
		[{ list: ['x'] }, {}],
	])('%j and %j is not', (one, other) => {
		expect(meaning(one)).not.toBe(meaning(other));
	});

	it('has what the schema fills in, and nothing that is left out', () => {
		const whole = { duration: 4, prompt: 'a', loop: false, audio: true };
		expect(meaning({ prompt: 'a' }, model)).toBe(meaning(whole, model));
		expect(meaning({ prompt: 'a' }, model)).toBe(meaning(whole));
		expect(meaning({ prompt: 'a', audio: false }, model)).not.toBe(meaning({ prompt: 'a' }, model));
		const isSeed = (name: string) => name === 'seed';
		expect(meaning({ a: 1, seed: 7 }, undefined, isSeed)).toBe(meaning({ a: 1 }));
		expect(meaning({ a: 1, seed: 7 })).not.toBe(meaning({ a: 1 }));
	});
});
