import fc from 'fast-check';

import { modelPath, predictionResultPath } from '../../nodes/WaveSpeed/api/paths.ts';
import { InputError } from '../../nodes/WaveSpeed/errors/family.ts';

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

function pathLike(): fc.Arbitrary<string> {
	const piece = fc.constantFrom(
		'..',
		'.',
		'%2e',
		'%2F',
		'a',
		'sora-2',
		'?',
		'#',
		'\\',
		'@',
		':',
		'predictions',
		'',
	);
	return fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('/'));
}
