import { processorTime } from '../measure/processorTime.mts';
import type { BenchN8n } from './benchN8n.mts';
import { bareStreamNode } from './benchWorkflows.mts';
import { runBatch } from './runBatch.mts';

export interface Download {
	seconds: number;
	cpuSeconds: number;
}

/**
 * One file of the stand-in's into n8n's store.
 * @param way Generate and Wait, or a node that does nothing but that
 * @returns the time from the request for the file to the next node's start, and what the whole execution
 * cost n8n
 */
export async function runDownload(
	n8n: BenchN8n,
	bytes: number,
	way: 'node' | 'bareStream' = 'node',
): Promise<Download> {
	const cpu = processorTime(n8n.pid);
	await runBatch(n8n, {
		items: 1,
		settings: { outputBytes: bytes },
		...(way === 'bareStream' && { node: bareStreamNode(n8n) }),
	});
	const cpuSeconds = (processorTime(n8n.pid) - cpu) / 1_000;
	const events = n8n.standIn.events();
	const asked = events.find(({ kind }) => kind === 'output');
	const marked = events.find(({ kind }) => kind === 'mark');
	if (!asked || !marked) throw new Error('The file was never asked for');
	return { seconds: (marked.at - asked.at) / 1_000, cpuSeconds };
}
