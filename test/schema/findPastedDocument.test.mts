import { findInputProblems } from '../../nodes/WaveSpeed/schema/findInputProblems.ts';
import { modelFrom, rowOf } from '../models/modelFrom.mts';
import { readModel } from '../../nodes/WaveSpeed/models/model.ts';

const free = { prompt: { type: 'string' } };
const ofType = (type: string) =>
	readModel(rowOf({ type: 'object', properties: free }, { type }), 0)!;

/** What is said of a prompt that was entered in the field `Prompt`, or in another one. */
function told(prompt: string, model = modelFrom(free), field = 'Prompt'): string[] {
	const fieldOf = () => field as 'Prompt';
	return findInputProblems(model, { prompt }, { fieldOf }).map(({ message }) => message);
}

describe('a document in place of a prompt', () => {
	it.each(['text-to-video', 'image-to-image', 'text-to-3d'])(
		'is refused for %s if it is longer than any prompt',
		(type) => {
			expect(told('cat '.repeat(5000), ofType(type))).toEqual([
				'The input “prompt” has 20000 characters, as a whole document would. Shorten it to at most 10000, or have an AI node sum it up first. If it is meant, give it in “Input (JSON)”.',
			]);
			expect(told('c'.repeat(10_000), ofType(type))).toEqual([]);
		},
	);

	it.each([
		'<p>A cat</p>',
		'\n <!DOCTYPE html><html><body>A cat</body></html>',
		'<a href="https://a.example">A cat</a>',
		'<h2>Cats</h2>',
		'<IMG src="a.png"> A cat',
	])('is refused if it is HTML: %s', (html) => {
		expect(told(html)).toEqual([expect.stringMatching(/is HTML.*removeTags\(\).*Input \(JSON\)/)]);
	});

	it.each([
		'A cat, <b>very</b> big',
		'<style>film noir</style> <scene>A cat</scene>',
		'<lora:cat:0.8> A cat',
		'<pirate> A cat at sea',
		'< p > A cat',
		'x < y',
	])('is none if it only has tags in it: %s', (prompt) => {
		expect(told(prompt)).toEqual([]);
	});

	it('is taken as meant where the input is JSON, and for models that read and speak', () => {
		const long = `<p>${'cat '.repeat(5000)}</p>`;
		expect(told(long, modelFrom(free), 'Input (JSON)')).toEqual([]);
		expect(told(long, ofType('llm'))).toEqual([]);
		expect(told(long, ofType('text-to-audio'))).toEqual([]);
		expect(findInputProblems(modelFrom(free), { prompt: long })).toEqual([]);
	});

	it('leaves a model that states its limit to that', () => {
		const strict = modelFrom({ prompt: { type: 'string', maxLength: 500 } });
		expect(told('c'.repeat(20_000), strict)).toEqual([
			'The input “prompt” may have 500 characters at most, but has 20000. Shorten it.',
		]);
	});
});
