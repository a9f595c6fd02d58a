import { startEmulator, type Emulator } from '../../emulator/index.mts';
import { promptToVideo, runWorkflow } from './engine.mts';

const SORA = 'openai/sora-2/text-to-video';

describe('what people paste and how they write it', () => {
	let emulator: Emulator;
	beforeAll(async () => {
		emulator = await startEmulator({ generationTimeMs: 10 });
	});
	afterAll(async () => await emulator.close());

	const sentFor = async (parameters: Record<string, unknown>) => {
		await runWorkflow({ baseUrl: emulator.url, parameters: { ...promptToVideo, ...parameters } });
		const { model, input } = emulator.predictions.at(-1)!;
		return { model, input };
	};
	const model = (value: string) => ({ __rl: true, mode: 'id', value });

	it.each([
		`https://wavespeed.ai/models/${SORA}`,
		`https://api.wavespeed.ai/api/v3/${SORA}?x=1`,
		` "${SORA}" `,
	])('takes %s for the model that it names', async (pasted) => {
		await expect(sentFor({ model: model(pasted), prompt: 'A boat' })).resolves.toMatchObject({
			model: SORA,
			input: { prompt: 'A boat' },
		});
	});

	it('keeps the prompt when the other inputs are given as JSON', async () => {
		const json = { inputMode: 'json', prompt: 'A boat', inputJson: '{"duration": 8}' };
		await expect(sentFor({ model: model(SORA), ...json })).resolves.toMatchObject({
			input: { prompt: 'A boat', duration: 8 },
		});
	});

	it.each(['{"prompt": "A kite"}', '={{ { prompt: "A kite" } }}'])(
		'prefers the prompt in %s',
		async (inputJson) => {
			const json = { inputMode: 'json', prompt: 'A boat', inputJson };
			await expect(sentFor({ model: model(SORA), ...json })).resolves.toMatchObject({
				input: { prompt: 'A kite' },
			});
		},
	);

	it('takes a choice in another case for the choice', async () => {
		const form = {
			mappingMode: 'defineBelow',
			value: { resolution: '768P', aspect_ratio: ' 9:16 ' },
		};
		const id = 'wavespeed-ai/minimax-h3/text-to-video';
		await expect(
			sentFor({ model: model(id), prompt: 'A boat', inputFields: form }),
		).resolves.toMatchObject({ input: { resolution: '768p', aspect_ratio: '9:16' } });
	});
});
