import { createRequire } from 'node:module';

import type { Emulator } from '../../emulator/index.mts';
import { startEmulator } from '../startEmulator.mts';
import { promptToVideo, prompts, runWorkflow } from './engine.mts';

const requireOfN8n = createRequire(require.resolve('n8n-core'));
const { Container } = requireOfN8n('@n8n/di') as {
	Container: { get(service: unknown): { info: (line: string) => void } };
};
const { Logger } = requireOfN8n('@n8n/backend-common') as { Logger: unknown };

describe('an expression of the form that gives no value', () => {
	let emulator: Emulator;
	let info: jest.SpyInstance<void, [string]>;

	beforeAll(async () => {
		emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 1 });
	});
	afterAll(() => emulator.close());
	beforeEach(() => {
		info = jest.spyOn(Container.get(Logger), 'info').mockImplementation(() => undefined);
	});
	afterEach(() => info.mockRestore());

	const submit = async (parameters: object) => {
		const from = emulator.predictions.length;
		const { success } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: { ...promptToVideo, operation: 'submit', ...parameters },
			items: prompts('A red kite', 'A blue kite'),
		});
		expect(success).toHaveLength(2);
		return {
			inputs: emulator.predictions.slice(from).map(({ input }) => input),
			named: success.map(({ json }) => json.inputs_without_value),
			lines: info.mock.calls.map(([line]) => line).filter((line) => /gave no value/.test(line)),
		};
	};
	const form = (value: object) => ({ inputFields: { mappingMode: 'defineBelow', value } });

	it('is sent with the model’s default, which the row and the log tell for each item', async () => {
		const { inputs, lines, named } = await submit(
			form({
				duration: '={{ $json.prompt === "A red kite" ? 8 : $json.nothing }}',
				size: null,
			}),
		);
		expect(inputs.map(({ duration }) => duration).sort()).toEqual([4, 8]);
		expect(named).toEqual([undefined, ['duration']]);
		expect(lines).toEqual([
			'Item 1: the expression of “duration” gave no value, so the model’s default (4) is used.',
		]);
	});

	it('is not spoken of where nothing is an expression, or the JSON counts', async () => {
		expect((await submit(form({ duration: 8, size: '' }))).lines).toEqual([]);
		const json = { inputMode: 'json', inputJson: '{}' };
		const { lines, named } = await submit({ ...form({ duration: '={{ $json.no }}' }), ...json });
		expect([lines, named]).toEqual([[], [undefined, undefined]]);
	});

	it('names an optional prompt as well', async () => {
		const { named, lines, inputs } = await submit({
			...form({}),
			model: 'wavespeed-ai/molmo2/prompt-optimizer',
			prompt: '={{ $json.prompt === "A red kite" ? $json.prompt : $json.nothing }}',
		});
		expect(inputs.map(({ text }) => text)).toEqual(expect.arrayContaining(['A red kite']));
		expect(named).toEqual([undefined, ['prompt']]);
		expect(lines).toEqual(['Item 1: the expression of “prompt” gave no value, so it is not sent.']);
	});

	it.each([
		[
			'a prompt',
			{ prompt: '={{ $json.no }}' },
			'The input “prompt” is required. Give it a value: its expression gave none for this item.',
		],
		[
			'a text to speak',
			{
				model: 'wavespeed-ai/vibevoice',
				resource: 'audio',
				operation: 'speech',
				text: '={{ $json.no }}',
			},
			'The input “text” is required. Give it a value: its expression gave none for this item.',
		],
		[
			'a file',
			{
				model: 'openai/sora-2/image-to-video',
				inputFields: { mappingMode: 'defineBelow', value: { image: '={{ $json.no }}' } },
			},
			'The input “image” is required. Give the address of a file, or choose a file of the item under “Binary Inputs”: its expression gave none for this item.',
		],
	])('is named where the model cannot do without it: %s', async (_what, parameters, message) => {
		const from = emulator.predictions.length;
		const { failure } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: { ...promptToVideo, operation: 'submit', ...parameters },
			items: prompts('A red kite'),
		});
		expect(failure?.message).toBe(`${message} Nothing was submitted.`);
		expect(emulator.predictions).toHaveLength(from);
	});
});
