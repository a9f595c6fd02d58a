import { setTimeout as delay } from 'node:timers/promises';
import { describeInEditor } from './n8n/describeInEditor.mts';
import { startAndNode } from './n8n/startAndNode.mts';
import { importWorkflow } from './n8n/workflows.mts';

const PROMPT = 'A paper boat on a lake';
const RUN = '[data-test-id="execute-workflow-button"]';

describeInEditor(
	'somebody stops a generation in the editor',
	{ emulator: { generationTimeMs: 4_000 }, stepMs: 30_000, pictures: 'stop' },
	(here) => {
		const open = async (name: string, parameters: Record<string, unknown>) => {
			const { session, credential } = here.bench;
			const workflow = await importWorkflow(
				session,
				startAndNode(name, { name, parameters, credential }),
			);
			await here.editor.openWorkflow(workflow.id);
		};

		test('and finds what it made in the list, without paying again', async () => {
			const { page, bench } = here;
			await open('Generate video', { resource: 'video', operation: 'generate', prompt: PROMPT });
			await page.click(RUN);
			while (bench.emulator.predictions.length === 0) await delay(50);
			await page.locator('[data-test-id="stop-execution-button"]').click();
			await page.locator(RUN).waitFor();
			await here.screenshot('1-stopped');

			await open('Get result', { resource: 'prediction', operation: 'getResult' });
			await here.editor.openNode('Get result');
			await page.getByText('put this node behind a trigger of its own').first().waitFor();
			await page.click('[data-test-id="rlc-input-container"]');
			await here.screenshot('2-list');
			await page.locator('[data-test-id="rlc-item"]').filter({ hasText: PROMPT }).first().click();
			const [made] = bench.emulator.predictions;
			while (made!.status !== 'completed') await delay(100);
			await page.click('[data-test-id="node-execute-button"]');
			await page.click('[data-test-id="ndv-view-binary-data"]');
			await page.locator('video').waitFor();
			await here.screenshot('3-result');
			expect(bench.emulator.predictions).toHaveLength(1);
			expect(bench.emulator.requestsTo({ host: 'outputs', method: 'GET' })).toHaveLength(1);
		});
	},
);
