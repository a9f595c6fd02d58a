import { setTimeout as delay } from 'node:timers/promises';
import { nodeOf } from './n8n/example.mts';
import { stopExecution, waitForExecution } from './n8n/executions.mts';
import { openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, runWorkflow } from './n8n/workflows.mts';

const POLLING_INTERVAL_SECONDS = 1;
/** Long enough for several polls, had they gone on. */
const QUIET_MS = 4_000;

describe('Stop during a wait', () => {
	let setup: N8nWithEmulator;
	beforeAll(async () => {
		setup = await openN8nWithEmulator({ generationTimeMs: Infinity });
	});
	afterAll(async () => await setup?.close());

	test('ends the execution as canceled, and nothing is asked any more', async () => {
		const { emulator, session } = setup;
		const example = await setup.example('prompt-to-video');
		nodeOf(example, 'Generate Video').parameters.options = {
			pollingInterval: POLLING_INTERVAL_SECONDS,
		};
		const polls = () =>
			emulator.requestsTo({ host: 'api', method: 'GET', path: /\/result$/ }).length;

		const id = await runWorkflow(session, await importWorkflow(session, example));
		while (polls() < 2) await delay(100);
		await stopExecution(session, id);
		const execution = await waitForExecution(session, id, 2_000);
		expect(execution.status).toBe('canceled');

		// A poll that was on its way when Stop was pressed may still have arrived.
		await delay(200);
		const pollsAtStop = polls();
		await delay(QUIET_MS);
		expect(polls()).toBe(pollsAtStop);
		expect(emulator.requests.filter(({ accepted }) => accepted)).toHaveLength(1);
	});
});
