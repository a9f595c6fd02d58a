import { readExecution } from '../../e2e/n8n/executions.mts';
import type { StandInSettings } from '../standIn/settings.mts';
import type { WorkflowNode } from '../../e2e/n8n/workflows.mts';
import type { BenchN8n } from './benchN8n.mts';
import { MEASURED, measuredWorkflow, waveSpeedNode } from './benchWorkflows.mts';
import { runOnce } from './runOnce.mts';

export interface Batch {
	items: number;
	settings: Partial<StandInSettings>;
	/** Of the node. */
	options?: Record<string, unknown>;
	/** @default Generate and Wait with these options */
	node?: WorkflowNode;
}

/** One node with a batch. @returns seconds from the node's start to its end, by n8n's own clock */
export async function runBatch(
	n8n: BenchN8n,
	{ items, settings, options, node = waveSpeedNode(n8n, 'generateAndWait', options) }: Batch,
): Promise<number> {
	await n8n.standIn.configure(settings);
	const workflow = measuredWorkflow(n8n, [node]);
	const prompts = Array.from({ length: items }, (_, index) => `a paper boat, number ${index}`);
	const patience = 600_000;
	const { id } = await runOnce(
		n8n.session,
		workflow,
		prompts,
		async () => await n8n.standIn.marks(1, patience),
	);
	const execution = await readExecution(n8n.session, id);
	const [run] = execution.data.resultData.runData[MEASURED] ?? [];
	if (!run) throw new Error(`The node did not run in execution ${id}`);
	return run.executionTime / 1_000;
}
