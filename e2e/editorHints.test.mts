import { findChromium, openEditor } from './n8n/editor.mts';
import { openWorkbench, type Workbench } from './n8n/workbench.mts';
import { importWorkflow } from './n8n/workflows.mts';

const browser = findChromium();
if ('missing' in browser) process.stderr.write(`${browser.missing}\n`);

describe('beside a paid output', () => {
	let bench: Workbench;
	beforeAll(async () => {
		bench = await openWorkbench({ generationTimeMs: 100 });
	});
	afterAll(async () => await bench?.close());

	(('missing' in browser ? test.skip : test) as typeof test)(
		'the editor says to pin it, and not before',
		async () => {
			if ('missing' in browser) return;
			const workflow = await importWorkflow(
				bench.session,
				await bench.example('submit-then-get-result'),
			);
			const editor = await openEditor(bench.session.url, browser.file);
			try {
				const { page } = editor;
				await editor.openWorkflow(workflow.id);
				await editor.openNode('Submit');
				await page.waitForSelector('[data-test-id="node-execute-button"]');
				const hint = page.getByText('Pin this output while you build');
				expect(await hint.count()).toBe(0);
				await page.click('[data-test-id="node-execute-button"]');
				await hint.first().waitFor();
			} finally {
				await editor.close();
			}
		},
	);
});
