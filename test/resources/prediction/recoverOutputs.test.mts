import type { Emulator } from '../../../emulator/index.mts';
import { startEmulator, time } from '../../startEmulator.mts';
import { promptToVideo, prompts, runWorkflow } from '../../workflow/engine.mts';

let emulator: Emulator;

beforeEach(async () => {
	emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 50 });
});
afterEach(async () => await emulator.close());

const run = async (parameters: Record<string, unknown>, texts = ['one']) =>
	await runWorkflow({
		baseUrl: emulator.url,
		parameters: parameters as never,
		items: prompts(...texts),
	});
const getMany = async (options: Record<string, unknown>) =>
	await run({ resource: 'prediction', operation: 'getMany', returnAll: true, options });
const submit = async (...texts: string[]) => {
	await run({ ...promptToVideo, operation: 'submit' }, texts);
	await time.sleep(60_000);
};
const accepted = () => emulator.predictions.length;

describe('Prediction → Get Many with File: Download Outputs', () => {
	it('brings home the files of all that is completed, and pays for nothing', async () => {
		await submit('one', 'two', 'three [fail]');
		const { success, failure } = await getMany({ downloadOutputs: true });
		expect(failure).toBeUndefined();
		expect(success.map(({ json }) => json.status).sort()).toEqual([
			'completed',
			'completed',
			'failed',
		]);
		for (const { json, binary } of success) {
			expect(json).not.toHaveProperty('error');
			if (json.status !== 'completed') {
				expect(binary).toBeUndefined();
				continue;
			}
			const served = await emulator.outputBytesOf(json.id as string);
			expect(Buffer.from(binary!.data!.data, 'base64').equals(served)).toBe(true);
		}
		expect(accepted()).toBe(3);
	});

	it('fetches nothing without the option', async () => {
		await submit('one');
		const { success } = await getMany({});
		expect(success[0]!.binary).toBeUndefined();
		expect(emulator.requestsTo({ host: 'outputs' })).toHaveLength(0);
	});

	it('loses no other file for one that is gone, and says which', async () => {
		await submit('one', 'two');
		const [gone] = emulator.predictions;
		emulator.misbehave({
			when: { host: 'outputs', path: new RegExp(gone!.id) },
			times: 100,
			do: { kind: 'reply', status: 404, body: 'gone' },
		});
		const { success, failure } = await getMany({ downloadOutputs: true });
		expect(failure).toBeUndefined();
		const rowOf = (id: string) => success.find(({ json }) => json.id === id)!;
		expect(rowOf(gone!.id).json.failure).toContain(gone!.id);
		expect(rowOf(gone!.id).binary).toBeUndefined();
		expect(rowOf(emulator.predictions[1]!.id).binary?.data).toBeDefined();
	});
});
