import type {
	IExecuteData,
	IExecutePaginationFunctions,
	INodeExecutionData,
	IRunExecutionData,
} from 'n8n-workflow';

import { RESUMES_RUN, runIndexOf } from './runIndex';

/** n8n's contexts have these at run time on every path a node's items take, but not in their type. */
type Internals = IExecutePaginationFunctions & {
	putExecutionToWait?: (until: Date) => Promise<void>;
	runExecutionData?: IRunExecutionData | null;
};

/** Whether this n8n lets a node suspend its execution and run again afterwards. */
export function canRunAgainAfterWait(host: IExecutePaginationFunctions): boolean {
	return (host as Internals).putExecutionToWait !== undefined && planOf(host) !== undefined;
}

/**
 * Suspends the execution and has n8n run this node once more when it goes on, however that comes about:
 * by a callback, because its time is over, or after a restart.
 *
 * n8n never runs a node again that has waited: it hands the node's input on instead, and so takes a
 * wait that nobody ended for a success. So the waiting entry in n8n's plan of execution is left without
 * any items, and behind it stands a second entry for this node with all that it was given. On Error,
 * Retry On Fail and item links are then what they are without suspending (run on 2.41.1).
 */
export async function runAgainAfterWait(
	host: IExecutePaginationFunctions,
	until: Date,
): Promise<void> {
	const waiting = host.getExecuteData();
	const runIndex = runIndexOf(host);
	const again: IExecuteData & { runIndex?: number } = {
		...waiting,
		metadata: { ...waiting.metadata, [RESUMES_RUN]: runIndex } as IExecuteData['metadata'],
		// Newer versions then keep the run's own place among the runs of the node.
		runIndex,
	};
	planOf(host)?.unshift(again);
	waiting.data = { ...waiting.data, main: [NO_ITEMS] };
	// Without items this would make n8n put one in.
	waiting.node = { ...waiting.node, alwaysOutputData: false };
	await (host as Internals).putExecutionToWait?.(until);
}

/** What a callback has n8n hand on from the waiting entry, so that the second entry is next. */
export const NO_ITEMS: INodeExecutionData[] = [];

function planOf(host: IExecutePaginationFunctions): IExecuteData[] | undefined {
	const plan = (host as Internals).runExecutionData?.executionData?.nodeExecutionStack;
	return Array.isArray(plan) ? plan : undefined;
}
