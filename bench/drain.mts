/**
 * How long a worker with five slots takes for sixty executions of one job each, suspended and polled:
 * `npm run bench:drain`. Numbers are printed, never asserted: they depend on the machine.
 */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureInstallation } from '../e2e/n8n/installation.mts';
import { runNpm } from '../e2e/n8n/runNpm.mts';
import { openServices } from '../e2e/queue/services.mts';
import { startQueueMode, type QueueMode } from '../e2e/queue/startQueueMode.mts';
import {
	acceptedPosts,
	executionIds,
	openSuspendBench,
	pathOf,
	promptsWorkflow,
	publish,
} from '../e2e/suspend/suspendBench.mts';

const { values } = parseArgs({
	options: {
		executions: { type: 'string', default: '60' },
		'job-seconds': { type: 'string', default: '20' },
		slots: { type: 'string', default: '5' },
		only: { type: 'string' },
		env: { type: 'string', multiple: true, default: [] },
	},
});
const executions = Number(values.executions);
const jobMs = Number(values['job-seconds']) * 1_000;
const slots = Number(values.slots);

/** What docs/waiting.md advises for many callbacks at once; `--env NAME=VALUE` changes it. */
const settings = {
	N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
	...Object.fromEntries(values.env.map((pair) => pair.split('=', 2))),
} as Record<string, string>;

interface Summary {
	status: string;
	startedAt: string;
	stoppedAt?: string;
}

async function drain(n8n: QueueMode, whileWaiting: 'poll' | 'suspend'): Promise<number> {
	const { session } = n8n;
	const bench = await openSuspendBench(session, { generationTimeMs: jobMs });
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
		await Promise.all(Array.from({ length: executions - 1 }, begin));
		const summaries = await ended(n8n, workflow);
		const failed = summaries.filter(({ status }) => status !== 'success');
		if (failed.length > 0) throw new Error(`${failed.length} executions did not succeed`);
		const posts = acceptedPosts(bench).length;
		if (posts !== executions) throw new Error(`${posts} submissions for ${executions} executions`);
		const starts = summaries.map(({ startedAt }) => Date.parse(startedAt));
		const ends = summaries.map(({ stoppedAt }) => Date.parse(stoppedAt ?? ''));
		return (Math.max(...ends) - Math.min(...starts)) / 1_000;
	} finally {
		await bench.close();
	}
}

async function ended(
	{ session }: QueueMode,
	workflow: Parameters<typeof executionIds>[1],
): Promise<Summary[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId: workflow.id }));
	for (;;) {
		const { results } = await session.request<{ results: Summary[] }>(
			'GET',
			`/executions?limit=100&filter=${filter}`,
		);
		const open = results.filter(({ status }) => ['new', 'running', 'waiting'].includes(status));
		if (results.length === executions && open.length === 0) return results;
		await delay(500);
	}
}

async function main(): Promise<void> {
	const services = await openServices(await ensureInstallation());
	if ('missing' in services) {
		console.error(`Not measured: ${services.missing}`);
		return;
	}
	await runNpm(path.resolve(import.meta.dirname, '..'), ['run', 'build']);
	let n8n: QueueMode | undefined;
	try {
		n8n = await startQueueMode({ services, workers: 1, concurrency: slots, env: settings });
		const least = jobMs / 1_000;
		console.log(
			`${executions} executions of one ${least} s job each, one worker with ${slots} slots:`,
		);
		const measured: Partial<Record<'suspend' | 'poll', number>> = {};
		for (const way of ['suspend', 'poll'] as const) {
			if (values.only !== undefined && values.only !== way) continue;
			measured[way] = await drain(n8n, way);
			console.log(
				`  ${way.padEnd(8)} ${measured[way].toFixed(1)} s from the first start to the last end`,
			);
		}
		const { poll, suspend } = measured;
		if (poll && suspend) console.log(`  ratio    ${(poll / suspend).toFixed(1)} times as fast`);
	} finally {
		await n8n?.stop();
		await services.remove();
	}
}

await main();
