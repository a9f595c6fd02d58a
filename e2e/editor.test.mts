import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { findChromium, openEditor } from './n8n/editor.mts';
import { NODE_TYPE } from './n8n/example.mts';
import { mapperFields, searchList, type PanelState } from './n8n/nodeParameters.mts';
import { openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow } from './n8n/workflows.mts';

const REPORTS = path.resolve(import.meta.dirname, '../reports');
const browser = findChromium();
if ('missing' in browser) process.stderr.write(`${browser.missing}\n`);

describe('the panel in the real editor', () => {
	let setup: N8nWithEmulator;
	let panel: PanelState;
	beforeAll(async () => {
		setup = await openN8nWithEmulator({ without: [] });
		panel = {
			type: NODE_TYPE,
			typeVersion: 1,
			parameters: {
				resource: 'prediction',
				operation: 'generateAndWait',
				model: { __rl: true, mode: 'list', value: 'openai/sora-2/text-to-video' },
			},
			credentials: { waveSpeedApi: setup.credential },
		};
	});
	afterAll(async () => await setup?.close());

	test('offers the catalogue in the list of models', async () => {
		const { results } = await searchList(
			setup.session,
			panel,
			'parameters.model',
			'searchModels',
			'sora-2',
		);
		expect(results.map(({ value }) => value)).toContain('openai/sora-2/text-to-video');
	});

	test('makes a form of what the model takes beside the prompt', async () => {
		const { fields } = await mapperFields(
			setup.session,
			panel,
			'parameters.inputFields',
			'getModelFields',
		);
		const ids = fields.map(({ id }) => id);
		expect(ids).toEqual(expect.arrayContaining(['size', 'duration']));
		expect(ids).not.toContain('prompt');
	});

	(('missing' in browser ? test.skip : test) as typeof test)(
		'shows that form (reports/panel.png)',
		async () => {
			if ('missing' in browser) return;
			const workflow = await importWorkflow(setup.session, await setup.example('prompt-to-video'));
			const editor = await openEditor(setup.session.url, browser.file);
			try {
				await editor.openWorkflow(workflow.id);
				await mkdir(REPORTS, { recursive: true });
				await editor.screenshot(path.join(REPORTS, 'canvas.png'));
				await editor.openNode('Generate Video');
				const form = editor.page.locator('[data-test-id="parameter-input-prompt"]');
				await form.waitFor();
				await editor.screenshot(path.join(REPORTS, 'panel.png'));
			} finally {
				await editor.close();
			}
		},
	);
});
