import fc from 'fast-check';

import * as paths from '../../nodes/WaveSpeed/api/paths.ts';
import { InputError } from '../../nodes/WaveSpeed/errors/errorClasses.ts';
import { PATH_PIECES } from './pathPieces.mts';

const { API_ROOT, modelPath, predictionResultPath } = paths;

function refusal(act: () => unknown): { message: string; details: object } {
	try {
		act();
	} catch (error) {
		if (error instanceof InputError) return { message: error.message, details: error.details };
		throw error;
	}
	throw new Error('It was taken');
}

describe('paths of the API', () => {
	it.each(['openai/sora-2/text-to-video', ' bria/fibo ', 'wavespeed-ai/SkyReels-V1', 'a/b.c_d-e'])(
		'takes %j for a model id',
		(id) => {
			expect(modelPath(id)).toBe(`/api/v3/${id.trim()}`);
		},
	);

	it.each([
		'',
		'sora',
		'../../v2/x',
		'openai/../balance',
		'openai/%2e%2e/balance',
		'//evil.example/x',
		'openai/x?webhook=https://evil.example#',
		'openai\\x',
		'openai/x\u0000',
		'https://evil.example/a/b',
		'predictions/abc/result',
		'media/upload/binary',
		`openai/${'x'.repeat(300)}`,
		'оpenai/sora-2',
	])('refuses %j as a model id', (id) => {
		expect(() => modelPath(id)).toThrow(InputError);
	});

	it.each([
		'',
		'   ',
		'../balance',
		'a/b',
		'https://api.wavespeed.ai/x',
		'a?b',
		'x'.repeat(129),
		undefined,
		7,
	])('refuses %j as a prediction id', (id) => {
		expect(() => predictionResultPath(id)).toThrow(InputError);
	});

	it.each([[undefined], [null], [7], [true], [{ value: 'a/b' }], [['a/b']]])(
		'takes %p for no model id at all',
		(id) => {
			expect(refusal(() => modelPath(id))).toEqual(refusal(() => modelPath('')));
		},
	);

	it.each([[undefined], [null], [7], [true], [{ value: 'a' }], [['a']]])(
		'takes %p for no prediction id at all',
		(id) => {
			expect(refusal(() => predictionResultPath(id))).toEqual(
				refusal(() => predictionResultPath('')),
			);
		},
	);

	it('takes model ids of two to six names and 200 characters, and no more', () => {
		const names = (count: number) => Array.from({ length: count }, () => 'a').join('/');
		expect(modelPath(names(2))).toBe('/api/v3/a/a');
		expect(modelPath(names(6))).toBe('/api/v3/a/a/a/a/a/a');
		expect(() => modelPath(names(7))).toThrow(InputError);
		expect(modelPath(`a/${'x'.repeat(198)}`)).toHaveLength('/api/v3/'.length + 200);
		expect(() => modelPath(`a/${'x'.repeat(199)}`)).toThrow(InputError);
	});

	it('takes a prediction id with spaces around it, as they come when it is pasted', () => {
		expect(predictionResultPath(' ded09b4c_-A\n')).toBe('/api/v3/predictions/ded09b4c_-A/result');
		expect(predictionResultPath('x'.repeat(128))).toContain('x'.repeat(128));
	});

	it('says which field is empty or wrong, and what belongs there', () => {
		expect(refusal(() => modelPath(' '))).toEqual({
			message:
				'No model is chosen. Choose one from the list of the field “Model”, or enter an id such as wavespeed-ai/minimax-h3/text-to-video. Nothing was submitted.',
			details: { reason: 'noModel', field: 'model' },
		});
		expect(refusal(() => modelPath('sora 2'))).toEqual({
			message:
				'“sora 2” is not a model id. Ids look like wavespeed-ai/minimax-h3/text-to-video: names joined by slashes, without spaces, “..”, “?” or “#”. Copy it from the model’s page at wavespeed.ai/models or choose it from the list. Nothing was submitted.',
			details: { reason: 'invalidModelId', field: 'model' },
		});
		expect(refusal(() => predictionResultPath(''))).toEqual({
			message:
				'The field “Prediction ID” is empty. Enter the id that Submit returned, for example with the expression {{ $json.id }}.',
			details: { reason: 'noPredictionId', field: 'predictionId' },
		});
		expect(refusal(() => predictionResultPath('a/b'))).toEqual({
			message:
				'“a/b” is not a prediction id. Ids are letters and digits only, like ded09b4c9b104fb88a38feab74c9d54c; enter the id, or the address of its result.',
			details: { reason: 'invalidPredictionId', field: 'predictionId' },
		});
	});

	it('quotes no more than 80 characters of what is no id', () => {
		for (const path of [modelPath, predictionResultPath]) {
			const { message } = refusal(() => path(`?${'x'.repeat(500)}`));
			expect(message).toMatch(/^“\?x{79}” is not a/);
		}
	});

	it('either refuses a model id or stays below the path of the API, for any text', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.webUrl(), pathLike()),
				(id) => {
					let path: string;
					try {
						path = modelPath(id);
					} catch (error) {
						expect(error).toBeInstanceOf(InputError);
						return;
					}
					const url = new URL(`https://api.wavespeed.ai${path}`);
					expect(url.origin).toBe('https://api.wavespeed.ai');
					expect(url.pathname).toBe(path);
					expect(url.pathname.startsWith('/api/v3/')).toBe(true);
					expect(url.search + url.hash).toBe('');
				},
			),
			{ numRuns: 1_000 },
		);
	});
});

describe('the fixed paths', () => {
	it('are none that a model could have', () => {
		const fixed = Object.values(paths).filter((path) => typeof path === 'string');
		expect(fixed.length).toBeGreaterThan(5);
		for (const path of fixed) {
			const id = path.slice(API_ROOT.length + 1);
			expect(() => modelPath(id.includes('/') ? id : `${id}/x`)).toThrow(InputError);
		}
	});
});

function pathLike(): fc.Arbitrary<string> {
	const piece = fc.constantFrom(...PATH_PIECES, '');
	return fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('/'));
}
