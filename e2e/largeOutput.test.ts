import { readFile } from 'node:fs/promises';
import { jsonOf, waitForExecution } from './n8n/executions';
import { canMeasureMemory, memoryOf, resetPeakMemory } from './n8n/peakMemory';
import { openWorkbench, type Workbench } from './n8n/workbench';
import { importWorkflow, runWorkflow } from './n8n/workflows';

const MEGABYTE = 1024 * 1024;
const OUTPUT_BYTES = 300 * MEGABYTE;

describe('a video of 300 MB', () => {
	let bench: Workbench;
	beforeAll(async () => {
		bench = await openWorkbench({ outputBytes: OUTPUT_BYTES });
	});
	afterAll(async () => await bench?.close());

	test('reaches the disk whole; what it cost n8n in memory is printed', async () => {
		const { session, emulator, n8nPid } = bench;
		const workflow = await importWorkflow(session, await bench.example('prompt-to-video'));
		if (canMeasureMemory) await resetPeakMemory(n8nPid);
		const before = canMeasureMemory ? (await memoryOf(n8nPid)).now : 0;

		const execution = await waitForExecution(session, await runWorkflow(session, workflow));

		if (canMeasureMemory) {
			const grown = ((await memoryOf(n8nPid)).peak - before) / MEGABYTE;
			process.stderr.write(
				`n8n's memory grew by ${grown.toFixed(0)} MB at most while it passed on 300 MB.\n`,
			);
		}
		expect(execution.status).toBe('success');
		const saved = await readFile(String(jsonOf(execution, 'Save Video')[0]?.fileName));
		expect(saved.length).toBe(OUTPUT_BYTES);
		expect(saved.equals(await emulator.outputBytesOf(emulator.predictions[0]?.id ?? ''))).toBe(
			true,
		);
	});
});
