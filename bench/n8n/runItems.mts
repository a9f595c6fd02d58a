import { watchOtherLoad } from '../measure/otherLoad.mts';
import type { Pinger } from '../measure/pinger.mts';
import { processorTime } from '../measure/processorTime.mts';
import type { BenchN8n } from './benchN8n.mts';
import { measuredWorkflow } from './benchWorkflows.mts';
import { runOnce } from './runOnce.mts';
import { WAYS, type WayName } from './ways.mts';

export interface ItemsRun {
	/** Processor time of the n8n process for each item, in ms. */
	cpuMs: number;
	/** The longest time n8n left a ping unanswered. */
	longestPingMs: number;
	/** The longest time n8n held its event loop, in processor time. */
	longestHoldMs: number;
	seconds: number;
	otherLoad: number;
}

/** One execution with this many items, from its webhook to its being saved. */
export async function runItems(
	n8n: BenchN8n,
	pinger: Pinger,
	way: WayName,
	items: number,
): Promise<ItemsRun> {
	const { standIn, session, pid, url } = n8n;
	const { nodes, settings, results: expectedResults } = WAYS[way];
	await standIn.configure(settings);
	const workflow = measuredWorkflow(n8n, nodes(n8n));
	const prompts = Array.from({ length: items }, (_, index) => `a paper boat, number ${index}`);
	await pinger.begin(url);
	const otherLoad = watchOtherLoad();
	const began = performance.now();
	const beganAt = Date.now();
	const cpu = processorTime(pid);
	// Far longer than it ever takes: a run that hangs must end some time.
	const patience = 120_000 + items * 200;
	await runOnce(session, workflow, prompts, async () => await standIn.marks(1, patience));
	const run = {
		cpuMs: (processorTime(pid) - cpu) / items,
		seconds: (performance.now() - began) / 1_000,
		otherLoad: otherLoad(),
		longestPingMs: (await pinger.end()).longestMs,
		longestHoldMs: await n8n.longestHold(beganAt),
	};
	const { submissions, results } = await standIn.counts();
	if (submissions !== items || (expectedResults ?? results / items) !== results / items)
		throw new Error(
			`${way} sent ${submissions} submissions and ${results} questions for ${items} items`,
		);
	return run;
}
