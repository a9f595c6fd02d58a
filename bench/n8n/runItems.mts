import { watchOtherLoad } from '../measure/otherLoad.mts';
import type { Pinger } from '../measure/pinger.mts';
import { processorTime } from '../measure/processorTime.mts';
import type { WorkflowNode } from '../../e2e/n8n/workflows.mts';
import type { BenchN8n } from './benchN8n.mts';
import {
	httpResultNode,
	httpSubmitNode,
	measuredWorkflow,
	waveSpeedNode,
} from './benchWorkflows.mts';
import { runOnce } from './runOnce.mts';

/** What is done with the items. */
export type Way = 'submit' | 'http-submit' | 'generate' | 'http-generate';

export interface ItemsRun {
	/** Processor time of the n8n process for each item, in ms. */
	cpuMs: number;
	/** The longest time n8n left a ping unanswered. */
	longestPingMs: number;
	seconds: number;
	otherLoad: number;
}

const NODES: Record<Way, (n8n: BenchN8n) => WorkflowNode[]> = {
	submit: (n8n) => [waveSpeedNode(n8n, 'submit')],
	'http-submit': (n8n) => [httpSubmitNode(n8n)],
	generate: (n8n) => [waveSpeedNode(n8n, 'generateAndWait', { downloadOutputs: false })],
	// The same two requests for each item.
	'http-generate': (n8n) => [httpSubmitNode(n8n), httpResultNode(n8n)],
};

/** An API's call to an n8n with this many items, once from the webhook to the saved execution. */
export async function runItems(
	n8n: BenchN8n,
	pinger: Pinger,
	way: Way,
	items: number,
): Promise<ItemsRun> {
	const { standIn, session, pid, url } = n8n;
	await standIn.configure();
	const workflow = measuredWorkflow(n8n, NODES[way](n8n));
	const prompts = Array.from({ length: items }, (_, index) => `a paper boat, number ${index}`);
	await pinger.begin(url);
	const otherLoad = watchOtherLoad();
	const began = performance.now();
	const cpu = processorTime(pid);
	// Far longer than it ever takes: a run that hangs must end some time.
	const patience = 120_000 + items * 200;
	await runOnce(session, workflow, prompts, async () => await standIn.marks(1, patience));
	const run = {
		cpuMs: (processorTime(pid) - cpu) / items,
		seconds: (performance.now() - began) / 1_000,
		otherLoad: otherLoad(),
		longestPingMs: (await pinger.end()).longestMs,
	};
	const { submissions, results } = await standIn.counts();
	const expectedResults = way === 'generate' || way === 'http-generate' ? items : 0;
	if (submissions !== items || results !== expectedResults)
		throw new Error(
			`${way} sent ${submissions} submissions and ${results} questions for ${items} items`,
		);
	return run;
}
