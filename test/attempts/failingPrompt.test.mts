import type { Emulator } from '../../emulator/index.mts';
import { startEmulator } from '../startEmulator.mts';
import { runWorkflow } from '../workflow/engine.mts';

const OTHER = { __rl: true, mode: 'list', value: 'bytedance/seedance-2.5/text-to-video' };

/** `[fail]` is what docs/emulator.md offers to whoever wants to see what a failure comes to. */
describe('a prompt that the emulator fails', () => {
	let emulator: Emulator;
	beforeEach(async () => {
		emulator = await startEmulator({ generationTimeMs: 10 });
	});
	afterEach(async () => await emulator.close());

	const run = async (options: object) =>
		await runWorkflow({
			baseUrl: emulator.url,
			onError: 'continueErrorOutput',
			parameters: { resource: 'video', operation: 'generate', prompt: 'a boat [fail]', options },
		});

	it.each([
		['without the option', {}, 1],
		['with Try Again', { whenPredictionFails: 'tryAgain', tryAgainTimes: 2 }, 3],
		[
			'with Use Other Models',
			{ whenPredictionFails: 'otherModels', otherModels: { models: [{ model: OTHER }] } },
			2,
		],
	])('%s', async (_what, options, submissions) => {
		const { errors } = await run(options);
		expect(emulator.predictions).toHaveLength(submissions);
		const { attempts } = errors[0]!.json.details as { attempts?: unknown[] };
		expect(attempts?.length ?? 1).toBe(submissions);
		for (const { id } of emulator.predictions)
			expect(JSON.stringify(errors[0]!.json)).toContain(id);
	});
});
