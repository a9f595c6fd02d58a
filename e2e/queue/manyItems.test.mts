import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createCredentials } from '../../bench/n8n/benchN8n.mts';
import { measuredWorkflow, waveSpeedNode } from '../../bench/n8n/benchWorkflows.mts';
import { runOnce, summaries } from '../../bench/n8n/runOnce.mts';
import { startStandIn, type StandIn } from '../../bench/standIn/standIn.mts';
import { ensureInstallation } from '../n8n/installation.mts';
import { testUnless } from '../n8n/testUnless.mts';
import { callWebhook, type SavedWorkflow } from '../n8n/workflows.mts';
import { chain, node, pathOf, publish, webhookNode } from '../suspend/ownEmulator.mts';
import { openServices, type QueueServices } from './services.mts';
import { startQueueMode, type QueueMode } from './startQueueMode.mts';
import { watchLocks } from './watchLocks.mts';

const ITEMS = 5_000;
/** Ten times what it takes on a machine with nothing else to do. */
const WITHIN_MS = 600_000;
jest.setTimeout(WITHIN_MS + 120_000);

describe(`${ITEMS} items on one worker with n8n’s own lock on its job`, () => {
	let services: QueueServices | undefined;
	let n8n: QueueMode | undefined;
	let standIn: StandIn | undefined;
	let missing = '';

	beforeAll(async () => {
		const opened = await openServices(await ensureInstallation());
		if ('missing' in opened) {
			({ missing } = opened);
			process.stderr.write(`Queue mode is not tested with many items: ${missing}\n`);
			return;
		}
		services = opened;
		standIn = await startStandIn();
		n8n = await startQueueMode({ services, workers: 1 });
	});
	afterAll(async () => {
		await n8n?.stop();
		await services?.remove();
		await standIn?.stop();
	});

	testUnless(() => missing)(
		'are submitted once each by one execution that succeeds, and the worker keeps its lock',
		async () => {
			const { session } = n8n!;
			const place = {
				standIn: standIn!,
				credentials: await createCredentials(session, standIn!.url),
			};
			const onError = await errorWorkflow();
			const workflow = measuredWorkflow(place, [waveSpeedNode(place, 'submit')]);
			workflow.settings = { ...workflow.settings, errorWorkflow: onError.id };
			const prompts = Array.from({ length: ITEMS }, (_, index) => `a paper boat, number ${index}`);

			const locks = watchLocks(services!);
			const reachedMark = async () => await standIn!.marks(1, WITHIN_MS);
			const execution = await runOnce(session, workflow, prompts, reachedMark).finally(
				async () => await locks.end(),
			);
			const { locked, renewals, losses } = await locks.end();

			expect(execution.status).toBe('success');
			expect((await standIn!.counts()).submissions).toBe(ITEMS);
			expect(execution.executions).toBe(1);
			expect(await summaries(session, onError)).toEqual([]);
			// One job, whose lock was there from its start to its end and was made longer in between.
			expect(locked).toBe(1);
			expect(renewals).toBeGreaterThan(0);
			expect(losses).toBe(0);

			// And the error workflow does run where there is reason to.
			await runFailing(onError.id);
			while ((await summaries(session, onError)).length === 0) await delay(250);
		},
	);

	async function runFailing(errorWorkflowId: string): Promise<void> {
		const nodes = [
			webhookNode(randomUUID()),
			node('Fail', 'n8n-nodes-base.stopAndError', 1, { errorMessage: 'on purpose' }),
		];
		const failing = {
			name: `Failing ${randomUUID()}`,
			nodes,
			connections: chain('Start', 'Fail'),
			settings: { errorWorkflow: errorWorkflowId },
		};
		await callWebhook(n8n!.session, pathOf(await publish(n8n!.session, failing)), {});
	}

	/** Would run if n8n took the execution for failed, whatever became of it later. */
	async function errorWorkflow(): Promise<SavedWorkflow> {
		const trigger = node('On error', 'n8n-nodes-base.errorTrigger', 1, {});
		const end = node('Noted', 'n8n-nodes-base.noOp', 1, {});
		const workflow = {
			name: `Error workflow ${randomUUID()}`,
			nodes: [trigger, end],
			connections: chain('On error', 'Noted'),
		};
		return await publish(n8n!.session, workflow);
	}
});
