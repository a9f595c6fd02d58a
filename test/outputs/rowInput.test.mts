import { rowInput } from '../../nodes/WaveSpeed/outputs/rowInput.ts';
import { outputRows, predictionRow } from '../../nodes/WaveSpeed/outputs/rows.ts';
import { readPrediction } from '../../nodes/WaveSpeed/api/prediction.ts';
import { noise } from '../download/samples.mts';

const file = noise(3_000_000).toString('base64');

describe('what a row repeats of the input', () => {
	test('is what was sent, with files as base64 and very long texts shortened', () => {
		const input = {
			prompt: 'pier '.repeat(3_999),
			lyrics: 'la '.repeat(10_000),
			image: `data:image/png;base64,${file}`,
			images: [file, 'https://a.example/a.png'],
			loras: [{ path: 'a/b', scale: 0.5 }],
			seed: 7,
			nothing: null,
		};
		const before = structuredClone(input);
		expect(rowInput(input)).toEqual({
			prompt: input.prompt,
			lyrics: `${input.lyrics.slice(0, 20_000)}… (shortened here; 30000 characters were sent)`,
			image: 'data:image/png;base64,… (2.9 MB, left out here)',
			images: ['… (2.9 MB, left out here)', 'https://a.example/a.png'],
			loras: [{ path: 'a/b', scale: 0.5 }],
			seed: 7,
			nothing: null,
		});
		expect(input).toEqual(before);
	});

	test('is the API’s word where it has one, and else what was sent', () => {
		const id = 'abc';
		const silent = readPrediction({ id, status: 'completed', error: '' });
		const telling = readPrediction({
			id,
			status: 'completed',
			input: { prompt: 'theirs', image: file },
		});
		const sent = { input: { prompt: 'ours' }, quotedPriceUsd: 0.4 };
		expect(predictionRow(silent, 3, sent)).toEqual({
			json: { id, status: 'completed', input: { prompt: 'ours' }, quoted_price_usd: 0.4 },
			pairedItem: { item: 3 },
		});
		const choices = {
			enabled: true,
			binaryField: 'data',
			limitBytes: 1,
			rowPer: 'prediction' as const,
		};
		expect(outputRows(telling, [], choices, 0, sent)[0]?.json.input).toEqual({
			prompt: 'theirs',
			image: '… (2.9 MB, left out here)',
		});
		expect(predictionRow(silent, 0).json).toEqual({ id, status: 'completed' });
	});
});
