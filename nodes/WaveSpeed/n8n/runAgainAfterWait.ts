import type {
	IExecuteData,
	IExecutePaginationFunctions,
	INodeExecutionData,
	IRunExecutionData,
} from 'n8n-workflow';

import { RESUMES_RUN, runIndexOf } from './runIndex';

/** n8n's contexts have these at run time on every path a node's items take, but not in their type. */
type HostWithPlan = IExecutePaginationFunctions & {
	putExecutionToWait?: (until: Date) => Promise<void>;
	runExecutionData?: IRunExecutionData | null;
	additionalData?: { hooks?: unknown };
};

/**
 * Whether this n8n lets a node suspend its execution and run again afterwards. Looking the part is not
 * enough: n8n's coming “Engine 2.0” (in 2.41.1 the module engine-v2 and a workflow's setting engineType)
 * gives each step a context with all of the functions and an empty plan, and throws it away with the step.
 * A node that is put to wait there has simply ended, and what it paid for is lost.
 *
 * So two things count that make a wait last: the hooks by which n8n saves an execution that waits, and
 * that the plan lies beside the node's own context, which n8n keeps for as long as the execution lives.
 */
export function canRunAgainAfterWait(host: IExecutePaginationFunctions): boolean {
	const { putExecutionToWait, additionalData, runExecutionData } = host as HostWithPlan;
	const ownContext = host.getContext('node');
	const kept = Object.values(runExecutionData?.executionData?.contextData ?? {});
	return (
		putExecutionToWait !== undefined &&
		planOf(host) !== undefined &&
		Boolean(additionalData?.hooks) &&
		kept.includes(ownContext)
	);
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
	await (host as HostWithPlan).putExecutionToWait?.(until);
}

/** What a callback has n8n hand on from the waiting entry, so that the second entry is next. */
export const NO_ITEMS: INodeExecutionData[] = [];

function planOf(host: IExecutePaginationFunctions): IExecuteData[] | undefined {
	const plan = (host as HostWithPlan).runExecutionData?.executionData?.nodeExecutionStack;
	return Array.isArray(plan) ? plan : undefined;
}
