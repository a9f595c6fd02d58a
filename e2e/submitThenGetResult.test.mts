import { downloadBinary, jsonOf, outputOf, waitForExecution } from './n8n/executions.mts';
import { openWorkbench, type Workbench } from './n8n/workbench.mts';
import { importWorkflow, runWorkflow } from './n8n/workflows.mts';

describe('Get Result with the id that Submit returned', () => {
	let bench: Workbench;
	beforeAll(async () => {
		bench = await openWorkbench({ generationTimeMs: 2_000 });
	});
	afterAll(async () => await bench?.close());

	test('waits for the prediction and brings its file, with one submission in all', async () => {
		const workflow = await importWorkflow(
			bench.session,
			await bench.example('submit-then-get-result'),
		);
		const execution = await waitForExecution(
			bench.session,
			await runWorkflow(bench.session, workflow),
		);
		expect(execution.status).toBe('success');

		const { emulator, session } = bench;
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
