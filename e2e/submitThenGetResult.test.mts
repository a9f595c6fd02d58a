import { downloadBinary, jsonOf, outputOf, waitForExecution } from './n8n/executions.mts';
import { openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, runWorkflow } from './n8n/workflows.mts';

describe('Get Result with the id that Submit returned', () => {
	let setup: N8nWithEmulator;
	beforeAll(async () => {
		setup = await openN8nWithEmulator({ generationTimeMs: 2_000 });
	});
	afterAll(async () => await setup?.close());

	test('waits for the prediction and brings its file, with one submission in all', async () => {
		const workflow = await importWorkflow(
			setup.session,
			await setup.example('submit-then-get-result'),
		);
		const execution = await waitForExecution(
			setup.session,
			await runWorkflow(setup.session, workflow),
		);
		expect(execution.status).toBe('success');

		const { emulator, session } = setup;
		const [submitted] = jsonOf(execution, 'Submit');
		expect(submitted).toMatchObject({ id: emulator.predictions[0]?.id, outputs: [] });
		expect(['created', 'processing']).toContain(submitted?.status);

		const [row] = outputOf(execution, 'Get Result');
		expect(row?.json).toMatchObject({ id: submitted?.id, status: 'completed' });
		const served = await emulator.outputBytesOf(String(submitted?.id));
		expect((await downloadBinary(session, row!)).equals(served)).toBe(true);
		expect(emulator.requests.filter(({ accepted }) => accepted)).toHaveLength(1);
	});
});
