import { setTimeout as delay } from 'node:timers/promises';
import type { Case } from '../case.mts';
import { watchOtherLoad } from '../measure/otherLoad.mts';
import type { BenchN8n } from '../n8n/benchN8n.mts';
import { measuredWorkflow, waveSpeedNode } from '../n8n/benchWorkflows.mts';
import { summaries } from '../n8n/runOnce.mts';
import { percentile } from '../statistics.mts';
import { callWebhook, type Workflow, type WorkflowNode } from '../../e2e/n8n/workflows.mts';
import { node, pathOf, publish } from '../../e2e/suspend/ownEmulator.mts';

const EXECUTIONS = 40;
const PAUSE_MS = 250;
const P50_LIMIT_MS = 150;
const P95_LIMIT_MS = 500;

export const callback: Case = {
	name: 'callback',
	measures: `from a callback to the next node's start, p50 of ${EXECUTIONS} parked executions; held against n8n's Wait node with the same calls`,
	unit: 'ms',
	goal: { of: 'difference', atMost: P50_LIMIT_MS },
	kind: 'time',
	async measure(bench) {
		const n8n = await bench.n8n();
		const otherLoad = watchOtherLoad();
		const pairs = [];
		const slow: number[] = [];
		for (let run = 0; run < bench.longRuns; run++) {
			const ours = await latencies(
				n8n,
				[waveSpeedNode(n8n, 'generateAndWait', { whileWaiting: 'suspend' })],
				'{{ $json.id }}',
			);
			const theirs = await latencies(n8n, waitNodes(n8n), '{{ $execution.id }}');
			pairs.push({ value: percentile(ours, 50), reference: percentile(theirs, 50) });
			slow.push(percentile(ours, 95) - percentile(theirs, 95));
		}
		const p95 = percentile(slow, 50);
		return {
			pairs,
			otherLoad: otherLoad(),
			note: `p95 is ${Math.round(p95)} ms over the Wait node's, of ${P95_LIMIT_MS} ms allowed`,
			also: { judged: p95, atMost: P95_LIMIT_MS },
		};
	},
};

/** The Wait node parks until its resume address is called, which the stand-in is told before. */
function waitNodes({ standIn }: BenchN8n): WorkflowNode[] {
	return [
		node('Tell', 'n8n-nodes-base.httpRequest', 4.2, {
			method: 'POST',
			url: `${standIn.url}/park`,
			sendBody: true,
			bodyParameters: {
				parameters: [
					{ name: 'id', value: '={{ $execution.id }}' },
					{ name: 'resumeUrl', value: '={{ $execution.resumeUrl }}' },
				],
			},
			options: {},
		}),
		node('Wait', 'n8n-nodes-base.wait', 1.1, {
			resume: 'webhook',
			httpMethod: 'POST',
			options: {},
		}),
	];
}

/** @returns ms from each callback to the mark behind it */
async function latencies(n8n: BenchN8n, nodes: WorkflowNode[], markId: string): Promise<number[]> {
	const { session, standIn } = n8n;
	// Ends only by its callback.
	await standIn.configure({ jobMs: 3_600_000 });
	const workflow: Workflow = measuredWorkflow(n8n, nodes, markId);
	const saved = await publish(session, workflow);
	for (let index = 0; index < EXECUTIONS; index++)
		await callWebhook(session, pathOf(saved), { prompts: ['a paper boat'] });
	for (;;) {
		const parked = (await summaries(session, saved)).filter(({ status }) => status === 'waiting');
		if (parked.length === EXECUTIONS) break;
		await delay(250);
	}
	const marks = standIn.marks(EXECUTIONS, 120_000);
	await standIn.callBack(PAUSE_MS);
	await marks;
	const at = (kind: string, id: string) =>
		standIn.events().find((event) => event.kind === kind && event.id === id)?.at ?? NaN;
	const ids = standIn.events().flatMap(({ kind, id }) => (kind === 'callback' ? [id] : []));
	return ids.map((id) => at('mark', id) - at('callback', id));
}
