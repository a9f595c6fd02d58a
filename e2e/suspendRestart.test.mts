import { rm } from 'node:fs/promises';
import { freePorts } from './n8n/freePorts.mts';
import { installNode } from './n8n/installNode.mts';
import { downloadBinary, outputOf } from './n8n/executions.mts';
import { signIn } from './n8n/owner.mts';
import { packNode } from './n8n/packNode.mts';
import { openSession } from './n8n/session.mts';
import { makeUserFolder, startN8n, type N8n } from './n8n/startN8n.mts';
import {
	acceptedPosts,
	DONE,
	ended,
	GENERATE,
	openOwnEmulator,
	parked,
	promptsWorkflow,
	publish,
	start,
} from './suspend/ownEmulator.mts';

const PARKED_AT_ONCE = 20;

describe('n8n killed while executions are parked', () => {
	let userFolder: string;
	let n8n: N8n | undefined;
	beforeAll(async () => {
		userFolder = await makeUserFolder();
		await installNode(userFolder, await packNode(userFolder));
	});
	afterAll(async () => {
		await n8n?.stop();
		await rm(userFolder, { recursive: true, force: true });
	});

	test('and started again: all twenty finish with their own files, one submission each', async () => {
		const [port] = (await freePorts(1)) as [number];
		n8n = await startN8n({ userFolder, port });
		const session = openSession(n8n.url);
		await signIn(session);
		const setup = await openOwnEmulator(session, { generationTimeMs: Infinity });
		try {
			const workflow = await publish(session, promptsWorkflow(setup.credential));
			const ids: string[] = [];
			for (let index = 0; index < PARKED_AT_ONCE; index++) {
				ids.push(await start(session, workflow, [`prompt ${index}`]));
			}
			for (const id of ids) await parked(session, id);

			await n8n.kill();
			n8n = await startN8n({ userFolder, port });
			for (const { id } of setup.emulator.predictions) setup.emulator.settle(id);

			for (const [index, id] of ids.entries()) {
				const execution = await ended(session, id, 120_000);
				expect(execution.status).toBe('success');
				expect(execution.data.resultData.runData[DONE]).toHaveLength(1);
				const [row] = outputOf(execution, GENERATE);
				const prediction = setup.emulator.predictions.find(({ id: one }) => one === row?.json.id);
				expect(prediction?.input.prompt).toBe(`prompt ${index}`);
				const served = await setup.emulator.outputBytesOf(String(row?.json.id));
				expect((await downloadBinary(session, row!)).equals(served)).toBe(true);
			}
			expect(acceptedPosts(setup)).toHaveLength(PARKED_AT_ONCE);
		} finally {
			await setup.close();
		}
	});
});
