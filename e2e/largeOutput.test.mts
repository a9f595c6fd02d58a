import { readFile } from 'node:fs/promises';
import { jsonOf, waitForExecution, type Execution } from './n8n/executions.mts';
import { peakGrowth } from './n8n/peakGrowth.mts';
import { openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, runWorkflow } from './n8n/workflows.mts';

const MEGABYTE = 1024 * 1024;
const OUTPUT_BYTES = 300 * MEGABYTE;

describe('a video of 300 MB', () => {
	let small: N8nWithEmulator;
	let large: N8nWithEmulator;
	beforeAll(async () => {
		small = await openN8nWithEmulator();
		large = await openN8nWithEmulator({ outputBytes: OUTPUT_BYTES });
	});
	afterAll(async () => {
		await small?.close();
		await large?.close();
	});

	test('reaches the disk whole; what it cost n8n in memory is printed', async () => {
		// The first run of a workflow loads code: that would be counted as well.
		const warmUp = await peakGrowth(large.n8nPid, async () => await makeVideo(small));
		const measured = await peakGrowth(large.n8nPid, async () => await makeVideo(large));
		report(
			`while it passed on 300 MB: ${measured.growth} (a first run with 1 MB: ${warmUp.growth})`,
		);

		const file = String(jsonOf(measured.result, 'Save Video')[0]?.fileName);
		const saved = await readFile(file);
		expect(saved.length).toBe(OUTPUT_BYTES);
		const { emulator } = large;
		const served = await emulator.outputBytesOf(emulator.predictions[0]?.id ?? '');
		expect(saved.equals(served)).toBe(true);
	});
});

async function makeVideo(setup: N8nWithEmulator): Promise<Execution> {
	const workflow = await importWorkflow(setup.session, await setup.example('prompt-to-video'));
	const execution = await waitForExecution(
		setup.session,
		await runWorkflow(setup.session, workflow),
	);
	expect(execution.status).toBe('success');
	return execution;
}

function report(text: string): void {
	process.stderr.write(`Growth of n8n's peak memory ${text}\n`);
}
