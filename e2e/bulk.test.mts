import { readdir, readFile } from 'node:fs/promises';
import { jsonOf, outputOf, waitForExecution, type Execution } from './n8n/executions.mts';
import { editFields } from './n8n/example.mts';
import { openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, runWorkflow } from './n8n/workflows.mts';

const FAILING = 4;
const PROMPTS = Array.from({ length: 10 }, (_, index) =>
	index === FAILING ? `Prompt ${index} [fail]` : `Prompt ${index}`,
);

describe('ten prompts at once, one of which fails', () => {
	let setup: N8nWithEmulator;
	let execution: Execution;
	beforeAll(async () => {
		setup = await openN8nWithEmulator({ generationTimeMs: 4_000 });
		const example = await setup.example('bulk-with-error-output');
		editFields(example, 'List', { prompts: JSON.stringify(PROMPTS) });
		const workflow = await importWorkflow(setup.session, example);
		execution = await waitForExecution(setup.session, await runWorkflow(setup.session, workflow));
	});
	afterAll(async () => await setup?.close());

	test('nine videos are on disk, each with the bytes of its own prompt', async () => {
		expect(execution.status).toBe('success');
		const rows = outputOf(execution, 'Generate Videos');
		expect(rows).toHaveLength(9);
		const saved = jsonOf(execution, 'Save Videos');
		expect(await readdir(setup.folder)).toHaveLength(9);
		for (const [index, { json, pairedItem }] of rows.entries()) {
			const prediction = setup.emulator.predictions.find(({ id }) => id === json.id);
			const { item } = pairedItem as { item: number };
			expect(prediction?.input.prompt).toBe(PROMPTS[item]);
			const bytes = await readFile(String(saved[index]?.fileName));
			expect(bytes.equals(await setup.emulator.outputBytesOf(String(json.id)))).toBe(true);
		}
	});

	test('the failed one is a row of its own on the error branch, with its id', () => {
		const rows = outputOf(execution, 'Generate Videos', 1);
		const failed = setup.emulator.predictions.find(({ status }) => status === 'failed');
		expect(rows).toHaveLength(1);
		expect(rows[0]?.json).toMatchObject({
			prompt: PROMPTS[FAILING],
			error: expect.stringContaining(failed?.id ?? 'no prediction failed'),
			details: { predictionId: failed?.id },
		});
		expect(jsonOf(execution, 'List Failures')).toEqual([
			{ prompt: PROMPTS[FAILING], reason: rows[0]?.json.error },
		]);
	});

	test('all were submitted before the first was downloaded, each once', () => {
		const { requests } = setup.emulator;
		const accepted = requests.filter((request) => request.accepted);
		expect(accepted).toHaveLength(PROMPTS.length);
		const firstDownload = requests.findIndex(({ host }) => host === 'outputs');
		expect(requests.lastIndexOf(accepted.at(-1)!)).toBeLessThan(firstDownload);
	});
});
