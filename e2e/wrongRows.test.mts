import { executeStep } from './n8n/clicks.mts';
import { describeInEditor } from './n8n/describeInEditor.mts';
import { manualStart } from './n8n/startAndNode.mts';
import { importWorkflow, inARow, type WorkflowNode } from './n8n/workflows.mts';

const OUTPUT = '[data-test-id="output-panel"]';

describeInEditor('wrong rows of a table', { stepMs: 60_000, pictures: 'wrong-rows' }, (here) => {
	/** @param rowPrompt the prompt of a row, as JavaScript with `row` */
	const run = async (name: string, rowPrompt: string) => {
		const nodes: WorkflowNode[] = [
			manualStart(),
			{
				name: 'Table',
				type: 'n8n-nodes-base.code',
				typeVersion: 2,
				position: [240, 0],
				parameters: {
					jsCode: `return Array.from({ length: 20 }, (_, row) => ({ json: { prompt: ${rowPrompt} } }));`,
				},
			},
			{
				name,
				type: 'n8n-nodes-wavespeedai.waveSpeed',
				typeVersion: 1,
				position: [480, 0],
				parameters: {
					resource: 'image',
					operation: 'generate',
					model: { __rl: true, mode: 'id', value: 'wavespeed-ai/z-image/turbo' },
					prompt: '={{ $json.prompt }}',
				},
				credentials: { waveSpeedApi: here.setup.credential },
			},
		];
		const connections = inARow(nodes);
		const { id } = await importWorkflow(here.setup.session, { name, nodes, connections });
		await here.editor.openWorkflow(id);
		await here.editor.openNode(name);
		await executeStep(here.page);
		const output = here.page.locator(OUTPUT);
		await output
			.getByText(/of 20 items are wrong/)
			.first()
			.waitFor();
		await here.screenshot(name.replaceAll(' ', '-'));
		return await output.innerText();
	};

	test('with one cause are named together, as the editor counts them, and nothing is paid', async () => {
		const said = await run('Blank prompts', '[3, 7, 11, 19].includes(row) ? " " : `A kite ${row}`');

		expect(said).toContain('4 of 20 items are wrong');
		expect(said).toContain('Items 3, 7, 11 and 19:');
		expect(said.match(/of 20 items are wrong/g)).toHaveLength(1);
		// One index, and not one of n8n's beside one of the node's.
		expect(new Set(said.match(/\[item \d+\]/g) ?? []).size).toBeLessThanOrEqual(1);
		expect(here.setup.emulator.predictions).toEqual([]);
	});

	test('with several causes are named by cause, and nothing is paid', async () => {
		const said = await run(
			'Two causes',
			'row === 5 ? "{{ $json.title }}" : [3, 7].includes(row) ? "" : `A kite ${row}`',
		);

		expect(said).toContain('3 of 20 items are wrong');
		expect(said).toContain('Items 3 and 7:');
		expect(said).toContain('Item 5:');
		expect(here.setup.emulator.predictions).toEqual([]);
	});
});
