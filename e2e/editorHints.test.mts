import { findChromium, openEditor } from './n8n/editor.mts';
import { openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow } from './n8n/workflows.mts';

const browser = findChromium();
if ('missing' in browser) process.stderr.write(`${browser.missing}\n`);

describe('beside a paid output', () => {
	let setup: N8nWithEmulator;
	beforeAll(async () => {
		setup = await openN8nWithEmulator({ generationTimeMs: 100 });
	});
	afterAll(async () => await setup?.close());

	(('missing' in browser ? test.skip : test) as typeof test).each([
		['submit-then-get-result', 'Submit', 'Pin this output while you build'],
		['prompt-to-video', 'Generate Video', 'add the option “Cost: Reuse Paid Results”'],
	])('of %s the editor says how not to pay again, and not before', async (example, node, words) => {
		if ('missing' in browser) return;
		const workflow = await importWorkflow(setup.session, await setup.example(example));
		const editor = await openEditor(setup.session.url, browser.file);
		try {
			const { page } = editor;
			await editor.openWorkflow(workflow.id);
			await editor.openNode(node);
			await page.waitForSelector('[data-test-id="node-execute-button"]');
			const hint = page.getByText(words);
			expect(await hint.count()).toBe(0);
			await page.click('[data-test-id="node-execute-button"]');
			await hint.first().waitFor();
		} finally {
			await editor.close();
		}
	});
});
