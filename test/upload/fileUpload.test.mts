import type { Emulator } from '../../emulator/index.mts';
import { startEmulator } from '../startEmulator.mts';
import { runWorkflow } from '../workflow/engine.mts';
import { emulatorForEachTest } from './emulatorForEachTest.mts';
import { binary, fetchBytes, mp4, png } from './storedFiles.mts';

// Whole workflows take their time on a busy machine.
const upload = (binaryField: string) => ({ resource: 'file', operation: 'upload', binaryField });

describe('File → Upload', () => {
	let emulator: Emulator;

	emulatorForEachTest('filesystem', (started) => (emulator = started));

	it('gives the address and the facts of the file, and does not copy the file', async () => {
		const bytes = mp4(50_000);
		const { success, failure } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: upload('data'),
			items: [
				{
					json: { mine: 1 },
					binary: { data: await binary(bytes, { fileName: 'boat.mp4', mimeType: 'video/mp4' }) },
				},
			],
		});
		expect(failure).toBeUndefined();
		expect(success).toEqual([
			{
				json: {
					url: expect.stringContaining(emulator.outputsUrl),
					fileName: 'boat.mp4',
					mimeType: 'video/mp4',
					size: 50_000,
					type: 'video',
				},
				pairedItem: { item: 0 },
			},
		]);
		expect((await fetchBytes(success[0]!.json.url)).equals(bytes)).toBe(true);
	});

	it('gives a row for each file of an item', async () => {
		const { success } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: upload('data*'),
			items: [
				{
					json: {},
					binary: {
						data_1: await binary(png(), { fileName: 'b.png' }),
						data: await binary(png(), { fileName: 'a.png' }),
					},
				},
			],
		});
		expect(success.map(({ json }) => json.fileName)).toEqual(['a.png', 'b.png']);
	});

	it('says what the item has where the field does not exist, and asks the API nothing', async () => {
		const { failure } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: upload('data'),
			items: [{ json: {} }],
		});
		expect(failure?.message).toMatch(/no binary field “data” for the upload: it has no files/);
		expect(emulator.requests).toHaveLength(0);
	});

	it('says that a file is too large when the API says so', async () => {
		const strict = await startEmulator({ apiKey: 'test-key', maxUploadBytes: 1_000 });
		try {
			const { failure } = await runWorkflow({
				baseUrl: strict.url,
				parameters: upload('data'),
				items: [{ json: {}, binary: { data: await binary(png(1_500)) } }],
			});
			expect(failure?.message).toMatch(/“cat\.png”.*too large for WaveSpeed: it has 1\.5 kB/);
			expect(strict.requestsTo({ method: 'PUT' })).toHaveLength(0);
		} finally {
			await strict.close();
		}
	});

	it('keeps the words of a refused key', async () => {
		const { failure } = await runWorkflow({
			baseUrl: emulator.url,
			apiKey: 'wrong-key',
			parameters: upload('data'),
			items: [{ json: {}, binary: { data: await binary(png()) } }],
		});
		expect(failure?.message).toMatch(/“cat\.png”.*does not accept the API key/);
		expect(emulator.requests).toHaveLength(1);
	});
});
