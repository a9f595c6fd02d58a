import type { Emulator } from '../../emulator/index.mts';
import { createEnvironment } from '../../nodes/WaveSpeed/environment.ts';
import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import { startEmulator, time } from '../startEmulator.mts';
import { binary, keepBinariesIn, png, removeStoredFiles } from '../upload/storedFiles.mts';
import { runWorkflow } from '../workflow/engine.mts';

describe('Reuse Paid Results, with files', () => {
	let emulator: Emulator;
	beforeAll(async () => await keepBinariesIn('filesystem'));
	beforeEach(async () => {
		emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 50 });
	});
	afterEach(async () => await emulator.close());
	afterAll(removeStoredFiles);

	const nodeType = new WaveSpeed(createEnvironment(time));
	const execute = async (bytes: Buffer, fileName: string) => {
		const { success, failure } = await runWorkflow({
			baseUrl: emulator.url,
			nodeType,
			parameters: {
				resource: 'prediction',
				operation: 'generateAndWait',
				model: { __rl: true, mode: 'id', value: 'openai/sora-2/image-to-video' },
				inputMode: 'fields',
				prompt: 'it comes alive',
				binaryInputs: { files: [{ input: 'image', binaryField: 'data' }] },
				options: { reusePaidResults: 'always' },
			},
			items: [{ json: {}, binary: { data: { ...(await binary(bytes)), fileName } } }],
		});
		expect(failure).toBeUndefined();
		return success[0]!;
	};

	it('knows a file again by its content, whatever it is called, and uploads it once', async () => {
		const bytes = png();
		const first = await execute(bytes, 'one.png');
		const second = await execute(Buffer.from(bytes), 'two.png');
		expect(second.json).toMatchObject({ id: first.json.id, reused: true });
		expect(second.binary).toHaveProperty('data');
		expect(emulator.predictions).toHaveLength(1);
		expect(emulator.requestsTo({ host: 'outputs', method: 'PUT' })).toHaveLength(1);
	});

	it('pays for another file', async () => {
		await execute(png(2_000), 'one.png');
		expect((await execute(png(3_000), 'one.png')).json).toMatchObject({ reused: false });
		expect(emulator.predictions).toHaveLength(2);
	});
});
