import type { Emulator } from '../../emulator/index.mts';
import { startEmulator } from '../startEmulator.mts';
import { runAgent } from '../n8n/agentEngine.mts';

describe.each(['engine', 'invocation'] as const)(
	'Wait: Suspend, as an agent’s tool on the path “%s”',
	(path) => {
		let emulator: Emulator;
		beforeEach(async () => {
			emulator = await startEmulator({ generationTimeMs: 20 });
		});
		afterEach(async () => await emulator.close());

		it('keeps the execution running, because the agent waits for the answer', async () => {
			const { told } = await runAgent({
				path,
				baseUrl: emulator.url,
				parameters: {
					resource: 'prediction',
					operation: 'generateAndWait',
					model: { __rl: true, mode: 'id', value: 'openai/sora-2/text-to-video' },
					inputMode: 'fields',
					prompt: "={{ $fromAI('prompt', 'What the video shows', 'string') }}",
					options: { whileWaiting: 'suspend' },
				},
				turns: [[{ prompt: 'a lighthouse' }]],
			});
			const { id } = emulator.predictions[0]!;
			expect(JSON.parse(told[0]!)).toEqual([
				expect.objectContaining({ id, status: 'completed', outputs: [expect.any(String)] }),
			]);
			const [submission] = emulator.requestsTo({ method: 'POST', path: /sora-2/ });
			expect(submission?.query).toEqual({});
		});
	},
);
