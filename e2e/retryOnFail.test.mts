import { editFields, nodeOf } from './n8n/example.mts';
import { outputOf, waitForExecution } from './n8n/executions.mts';
import { openWorkbench, type Workbench } from './n8n/workbench.mts';
import { importWorkflow, runWorkflow } from './n8n/workflows.mts';

const PROMPTS = ['A red kite', 'A blue kite', 'A green kite'];

describe('Retry On Fail after a wait that broke off', () => {
	let bench: Workbench;
	beforeAll(async () => {
		bench = await openWorkbench({ generationTimeMs: 3_000 });
	});
	afterAll(async () => await bench?.close());

	test('the second try goes on with the predictions of the first: one submission per item', async () => {
		const { emulator, session } = bench;
		const example = await bench.example('bulk-with-error-output');
		editFields(example, 'List', { prompts: JSON.stringify(PROMPTS) });
		const node = nodeOf(example, 'Generate Videos');
		Object.assign(node, {
			onError: 'stopWorkflow',
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 1_000,
		});
		// Every item's first look is refused for good, so the whole first try fails.
		const refusals = emulator.misbehave({
			when: { host: 'api', method: 'GET', path: /\/predictions\/.+\/result$/ },
			times: PROMPTS.length,
			do: { kind: 'reply', status: 403, body: { code: 403, message: 'role changed' } },
		});

		const workflow = await importWorkflow(session, example);
		const execution = await waitForExecution(session, await runWorkflow(session, workflow));

		expect(execution.status).toBe('success');
		expect(refusals.hits).toBe(PROMPTS.length);
		expect(emulator.requests.filter(({ accepted }) => accepted)).toHaveLength(PROMPTS.length);
		const rows = outputOf(execution, 'Generate Videos');
		expect(rows.map(({ json }) => json.id)).toEqual(
			PROMPTS.map(
				(prompt) => emulator.predictions.find(({ input }) => input.prompt === prompt)?.id,
			),
		);
	});
});
