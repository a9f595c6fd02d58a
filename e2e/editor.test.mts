import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { findChromium, openEditor } from './n8n/editor.mts';
import { NODE_TYPE } from './n8n/example.mts';
import { mapperFields, searchList, type PanelState } from './n8n/nodeParameters.mts';
import { openWorkbench, type Workbench } from './n8n/workbench.mts';
import { importWorkflow } from './n8n/workflows.mts';

const REPORTS = path.resolve(import.meta.dirname, '../reports');
const browser = findChromium();
if ('missing' in browser) process.stderr.write(`${browser.missing}\n`);

describe('the panel in the real editor', () => {
	let bench: Workbench;
	let panel: PanelState;
	beforeAll(async () => {
		bench = await openWorkbench({ without: [] });
		panel = {
			type: NODE_TYPE,
			typeVersion: 1,
			parameters: {
				resource: 'prediction',
				operation: 'generateAndWait',
				model: { __rl: true, mode: 'list', value: 'openai/sora-2/text-to-video' },
			},
			credentials: { waveSpeedApi: bench.credential },
		};
	});
	afterAll(async () => await bench?.close());

	test('offers the catalogue in the list of models', async () => {
		const { results } = await searchList(
			bench.session,
			panel,
			'parameters.model',
			'searchModels',
			'sora-2',
		);
		expect(results.map(({ value }) => value)).toContain('openai/sora-2/text-to-video');
	});

	test('makes a form of what the model takes beside the prompt', async () => {
		const { fields } = await mapperFields(
			bench.session,
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
			const workflow = await importWorkflow(bench.session, await bench.example('prompt-to-video'));
			const editor = await openEditor(bench.session.url, browser.file);
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
