import { setTimeout as delay } from 'node:timers/promises';
import { ensureInstallation } from '../../e2e/n8n/installation.mts';
import { openServices } from '../../e2e/queue/services.mts';
import { startQueueMode, type QueueMode } from '../../e2e/queue/startQueueMode.mts';
import {
	acceptedPosts,
	openOwnEmulator,
	pathOf,
	promptsWorkflow,
	publish,
} from '../../e2e/suspend/ownEmulator.mts';
import type { Case } from '../case.mts';
import { watchOtherLoad } from '../measure/otherLoad.mts';
import { summaries, type Summary } from '../n8n/runOnce.mts';
import type { SavedWorkflow } from '../../e2e/n8n/workflows.mts';

const EXECUTIONS = 60;
const JOB_SECONDS = 20;
const SLOTS = 5;
/** What docs/waiting.md advises for many callbacks at once. */
const SETTINGS = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };

export const drain: Case = {
	name: 'drain',
	measures: `how long one worker with ${SLOTS} slots takes for ${EXECUTIONS} executions of one job of ${JOB_SECONDS} s each, suspended; held against polling`,
	unit: 's',
	goal: { of: 'ratio', atMost: 1 / 6 },
	kind: 'time',
	async measure(bench) {
		const services = await openServices(await ensureInstallation());
		if ('missing' in services) return services;
		await bench.built();
		let n8n: QueueMode | undefined;
		try {
			n8n = await startQueueMode({ services, workers: 1, concurrency: SLOTS, env: SETTINGS });
			const otherLoad = watchOtherLoad();
			const pairs = [];
			for (let run = 0; run < bench.longRuns; run++) {
				const value = await drained(n8n, 'suspend');
				bench.say(`${EXECUTIONS} executions suspended took ${value.toFixed(1)} s, now polled`);
				pairs.push({ value, reference: await drained(n8n, 'poll') });
			}
			return { pairs, otherLoad: otherLoad() };
		} finally {
			await n8n?.stop();
			await services.remove();
		}
	},
};

/** @returns seconds from the first execution's start to the last one's end */
async function drained(n8n: QueueMode, whileWaiting: 'poll' | 'suspend'): Promise<number> {
	const { session } = n8n;
	const bench = await openOwnEmulator(session, { generationTimeMs: JOB_SECONDS * 1_000 });
	try {
		const workflow = await publish(
			session,
			promptsWorkflow(bench.credential, { whileWaiting, options: { pollingInterval: 1 } }),
		);
		const address = `${n8n.webhook.url}/webhook/${pathOf(workflow)}`;
		const begin = async () => {
			for (;;) {
				const response = await fetch(address, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					// The same for all: encoding sixty different videos would be the emulator's work, not n8n's.
					body: JSON.stringify({ prompts: ['a paper boat'] }),
				});
				if (response.ok) return;
				// n8n registers a webhook some moments after its activation.
				await delay(300);
			}
		};
		await begin();
		await Promise.all(Array.from({ length: EXECUTIONS - 1 }, begin));
		const all = await allEnded(n8n, workflow);
		const failed = all.filter(({ status }) => status !== 'success');
		if (failed.length > 0) throw new Error(`${failed.length} executions did not succeed`);
		const posts = acceptedPosts(bench).length;
		if (posts !== EXECUTIONS) throw new Error(`${posts} submissions for ${EXECUTIONS} executions`);
		const starts = all.map(({ startedAt }) => Date.parse(startedAt));
		const ends = all.map(({ stoppedAt }) => Date.parse(stoppedAt ?? ''));
		return (Math.max(...ends) - Math.min(...starts)) / 1_000;
	} finally {
		await bench.close();
	}
}

async function allEnded({ session }: QueueMode, workflow: SavedWorkflow): Promise<Summary[]> {
	for (;;) {
		const all = await summaries(session, workflow);
		const open = all.filter(({ status }) => ['new', 'running', 'waiting'].includes(status));
		if (all.length === EXECUTIONS && open.length === 0) return all;
		await delay(500);
	}
}
