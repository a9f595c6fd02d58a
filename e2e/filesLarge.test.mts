import { createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { editFields, nodeOf } from './n8n/example.mts';
import { failureOf, jsonOf, waitForExecution, type Execution } from './n8n/executions.mts';
import { peakGrowth } from './n8n/peakGrowth.mts';
import { openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, runWorkflow } from './n8n/workflows.mts';

const MEGABYTE = 1024 * 1024;
const LARGE = 250 * MEGABYTE;

describe('a file of 250 MB', () => {
	let setup: N8nWithEmulator;
	beforeAll(async () => {
		setup = await openN8nWithEmulator();
	});
	afterAll(async () => await setup?.close());

	test('reaches WaveSpeed whole; what it cost n8n in memory is printed', async () => {
		const small = await writeVideo(path.join(setup.folder, 'small.mp4'), MEGABYTE);
		const large = await writeVideo(path.join(setup.folder, 'large.mp4'), LARGE);
		// The first run of a workflow loads code: that would be counted as well.
		const warmUp = await peakGrowth(setup.n8nPid, async () => await upload(small.file));
		const measured = await peakGrowth(setup.n8nPid, async () => await upload(large.file));
		process.stderr.write(
			`Growth of n8n's peak memory while it uploaded 250 MB: ${measured.growth} (a first run with 1 MB: ${warmUp.growth})\n`,
		);

		const [row] = jsonOf(measured.result, 'Generate Video');
		expect(row).toMatchObject({ fileName: 'large.mp4', mimeType: 'video/mp4', size: LARGE });
		expect(await digestOf(String(row?.url))).toBe(large.sha256);
	});

	/** Reads the file from disk and uploads it: the first half of the example. */
	async function upload(file: string): Promise<Execution> {
		const example = await setup.example('image-to-video');
		editFields(example, 'Picture and Prompt', { picture: file });
		nodeOf(example, 'Generate Video').parameters = {
			resource: 'file',
			operation: 'upload',
			binaryField: 'data',
		};
		delete example.connections['Generate Video'];
		const workflow = await importWorkflow(setup.session, example);
		const execution = await waitForExecution(
			setup.session,
			await runWorkflow(setup.session, workflow),
		);
		expect(failureOf(execution)).toBeUndefined();
		return execution;
	}
});

/** Not a video, but its first bytes say so. */
async function writeVideo(file: string, bytes: number): Promise<{ file: string; sha256: string }> {
	const hash = createHash('sha256');
	const handle = await open(file, 'w');
	const head = Buffer.from('000000186674797069736f6d', 'hex');
	for (let left = bytes; left > 0; ) {
		const piece = randomBytes(Math.min(MEGABYTE, left));
		if (left === bytes) head.copy(piece);
		hash.update(piece);
		await handle.write(piece);
		left -= piece.length;
	}
	await handle.close();
	return { file, sha256: hash.digest('hex') };
}

async function digestOf(url: string): Promise<string> {
	const hash = createHash('sha256');
	const { body } = await fetch(url);
	for await (const piece of body ?? []) hash.update(piece as Uint8Array);
	return hash.digest('hex');
}
