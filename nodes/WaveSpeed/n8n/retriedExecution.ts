import type { IExecutePaginationFunctions, IRunExecutionData } from 'n8n-workflow';

import { epochMs } from '../epoch';

/** An execution that somebody runs again from n8n's list of executions. */
export interface RetriedExecution {
	/** Its id, where n8n tells it. */
	id?: string;
	/** When it began; undefined where nothing of it is left that says so. */
	startedAt?: Date;
	/** When the first execution of a chain of retries began, where n8n has kept that. */
	firstBeganAt?: Date;
}

interface HostWithRetryData {
	additionalData?: {
		hooks?: { retryOf?: unknown };
		currentNodeExecutionIndex?: unknown;
	};
	runExecutionData?: RunData | null;
}

/** n8n notes the time before it stores an execution, and a retry goes on with what was stored. */
type RunData = IRunExecutionData & {
	executionData?: { runtimeData?: { establishedAt?: unknown } };
};

/**
 * Tells whether this execution runs an earlier one again that may have come as far as this node.
 *
 * An execution that ended by an error keeps what the node remembers, and n8n begins with the node that
 * failed. Of one that was stopped n8n keeps nothing at all, and begins with its trigger: how far it had
 * come cannot be told. Of one that was killed it shows which nodes were started, and begins with the
 * trigger as well (run on n8n 2.41.1).
 * @returns undefined for an execution that is no retry, and for one that never came to this node
 */
export function retriedExecutionOf(
	host: IExecutePaginationFunctions,
): RetriedExecution | undefined {
	if (host.getMode?.() !== 'retry') return undefined;
	const { additionalData, runExecutionData } = host as HostWithRetryData;
	const runData = runExecutionData?.resultData?.runData ?? {};
	const runs = Object.values(runData).flat();
	// n8n counts the nodes that it has begun with, this one included, anew in every execution.
	const runsBefore = Number(additionalData?.currentNodeExecutionIndex ?? Infinity) - 1;
	const isNothingKept = runs.length <= runsBefore;
	const mayHaveRun =
		runsBefore <= 0 || isNothingKept || Object.hasOwn(runData, host.getNode().name);
	if (!mayHaveRun) return undefined;
	const id = additionalData?.hooks?.retryOf;
	const starts = (isNothingKept ? [] : runs)
		.map(({ startTime }) => startTime)
		.filter((start) => typeof start === 'number' && start > 0)
		// What n8n puts together after a crash is in seconds.
		.map(epochMs);
	const establishedAt = runExecutionData?.executionData?.runtimeData?.establishedAt;
	return {
		...(typeof id === 'string' && id !== '' && { id }),
		...(starts.length > 0 && { startedAt: new Date(Math.min(...starts)) }),
		...(typeof establishedAt === 'number' && { firstBeganAt: new Date(establishedAt) }),
	};
}
