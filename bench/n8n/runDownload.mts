import { processorTime } from '../measure/processorTime.mts';
import type { BenchN8n } from './benchN8n.mts';
import { runBatch } from './runBatch.mts';

export interface Download {
	seconds: number;
	cpuSeconds: number;
}

/** @returns what it cost n8n from the request for the file to the next node's start */
export async function runDownload(n8n: BenchN8n, bytes: number): Promise<Download> {
	const cpu = processorTime(n8n.pid);
	await runBatch(n8n, { items: 1, settings: { outputBytes: bytes } });
	const cpuSeconds = (processorTime(n8n.pid) - cpu) / 1_000;
	const events = n8n.standIn.events();
	const asked = events.find(({ kind }) => kind === 'output');
	const marked = events.find(({ kind }) => kind === 'mark');
	if (!asked || !marked) throw new Error('The file was never asked for');
	return { seconds: (marked.at - asked.at) / 1_000, cpuSeconds };
}
