import type { IExecutePaginationFunctions } from 'n8n-workflow';

/** The key in a parked node's second entry in n8n's plan that says which run of the node it continues. */
export const RESUMES_RUN = 'waveSpeedResumesRun';

/**
 * Which run of the node in its execution this is, counting from 0: a loop runs it many times. A run that
 * continues after it was parked keeps its number, whatever n8n counts.
 *
 * n8n's contexts have it, but their type does not; the data proxy has it too, at a higher cost.
 */
export function runIndexOf(host: IExecutePaginationFunctions): number {
	const metadata = host.getExecuteData()?.metadata as Record<string, unknown> | undefined;
	const resumed = metadata?.[RESUMES_RUN];
	if (typeof resumed === 'number') return resumed;
	const { runIndex } = host as { runIndex?: unknown };
	if (typeof runIndex === 'number') return runIndex;
	return Number(host.getWorkflowDataProxy(host.getItemIndex()).$runIndex ?? 0);
}
