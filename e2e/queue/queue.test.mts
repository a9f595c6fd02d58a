import { agentCases } from '../agent/agentCases.mts';
import { ensureInstallation } from '../n8n/installation.mts';
import { downloadBinary, jsonOf, outputOf } from '../n8n/executions.mts';
import { retryCases } from '../retry/retryCases.mts';
import { subWorkflowCases } from '../suspend/subWorkflowCases.mts';
import { suspendCases } from '../suspend/suspendCases.mts';
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
} from '../suspend/ownEmulator.mts';
import { triggerCases } from '../trigger/triggerCases.mts';
import { openServices, type QueueServices } from './services.mts';
import { startQueueMode, type QueueMode } from './startQueueMode.mts';

const PARKED_AT_ONCE = 20;

describe('queue mode: a main process, two workers and a webhook process', () => {
	let services: QueueServices | undefined;
	let n8n: QueueMode | undefined;
	let missing = '';

	beforeAll(async () => {
		const opened = await openServices(await ensureInstallation());
		if ('missing' in opened) {
			({ missing } = opened);
			process.stderr.write(`Queue mode is not tested: ${missing}\n`);
			return;
		}
		services = opened;
		n8n = await startQueueMode({ services });
	});
	afterAll(async () => {
		await n8n?.stop();
		await services?.remove();
	});
	const mode = (): QueueMode => {
		if (n8n) return n8n;
		throw new Error(`Skipped: ${missing}`);
	};

	const why = () => missing;
	describe('Wait: Suspend the Execution', () => suspendCases(() => n8n?.session, why));

	describe('A sub-workflow that suspends, and its parent', () =>
		subWorkflowCases(() => n8n?.session, why));
	describe('WaveSpeedAI Trigger', () =>
		triggerCases(() => n8n && { session: n8n.session, webhookUrl: n8n.webhook.url }, why));
	describe('Retry On Fail', () => retryCases(() => n8n?.session, why));
	agentCases(() => n8n?.session, why);

	test('twenty executions that are parked while a worker is killed all finish, one POST each', async () => {
		if (missing) return;
		const { session, workers, addWorker } = mode();
		const setup = await openOwnEmulator(session, { generationTimeMs: Infinity });
		try {
			const workflow = await publish(session, promptsWorkflow(setup.credential));
			const ids: string[] = [];
			for (let index = 0; index < PARKED_AT_ONCE; index++) {
				ids.push(await start(session, workflow, [`prompt ${index}`]));
			}
			for (const id of ids) await parked(session, id);
			await workers[0]?.kill();
			for (const { id } of setup.emulator.predictions) setup.emulator.settle(id);
			for (const [index, id] of ids.entries()) {
				const execution = await ended(session, id, 120_000);
				expect(execution.status).toBe('success');
				expect(jsonOf(execution, DONE)).toHaveLength(1);
				const [row] = outputOf(execution, GENERATE);
				const prediction = setup.emulator.predictions.find(({ id: one }) => one === row?.json.id);
				expect(prediction?.input.prompt).toBe(`prompt ${index}`);
				const served = await setup.emulator.outputBytesOf(String(row?.json.id));
				expect((await downloadBinary(session, row!)).equals(served)).toBe(true);
			}
			expect(acceptedPosts(setup)).toHaveLength(PARKED_AT_ONCE);
		} finally {
			await setup.close();
			await addWorker();
		}
	});
});
