import type {
	IExecuteData,
	IExecutePaginationFunctions,
	INodeExecutionData,
	IRunExecutionData,
} from 'n8n-workflow';

import { RESUMES_RUN, runIndexOf } from './runIndex';

/** n8n's contexts have these at run time on every path of a node's items, but not in their type. */
type HostWithPlan = IExecutePaginationFunctions & {
	putExecutionToWait?: (until: Date) => Promise<void>;
	runExecutionData?: IRunExecutionData | null;
	additionalData?: { hooks?: unknown };
};

/**
 * Whether this n8n lets a node suspend its execution and run again afterwards. The right functions are
 * not proof: n8n's coming “Engine 2.0” (in 2.41.1 the module engine-v2 and a workflow's setting
 * engineType) gives each step a context with all of them and an empty plan, and discards it with the
 * step. A node that is put to wait there simply ends, and what it paid for is lost.
 *
 * So it checks the two things that make a wait last: the hooks with which n8n saves a waiting execution,
 * and that the plan lies beside the node's own context, which n8n keeps as long as the execution lives.
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
 * Suspends the execution and makes n8n run this node once more when it continues, for whatever reason: a
 * callback, the end of the wait, or a restart.
 *
 * n8n never reruns a node that has waited: it passes the node's input on instead, and so takes a wait
 * that nobody ended for a success. So the waiting entry in n8n's plan of execution is left without items,
 * and a second entry follows for this node with all its input. On Error, Retry On Fail and item links
 * then work as they do without suspending (run on 2.41.1).
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
		// Newer versions then keep this run's own number among the node's runs.
		runIndex,
	};
	planOf(host)?.unshift(again);
	waiting.data = { ...waiting.data, main: [NO_ITEMS] };
	// Without items this would make n8n add one.
	waiting.node = { ...waiting.node, alwaysOutputData: false };
	await (host as HostWithPlan).putExecutionToWait?.(until);
}

/** What n8n passes on from the waiting entry after a callback, so that the second entry is next. */
export const NO_ITEMS: INodeExecutionData[] = [];

function planOf(host: IExecutePaginationFunctions): IExecuteData[] | undefined {
	const plan = (host as HostWithPlan).runExecutionData?.executionData?.nodeExecutionStack;
	return Array.isArray(plan) ? plan : undefined;
}
