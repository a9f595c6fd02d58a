import type { IExecutePaginationFunctions, IRunExecutionData } from 'n8n-workflow';

import { epochMs } from '../time';
import { nodeOf } from './nodeOf';

type HostWithResumeToken = IExecutePaginationFunctions & {
	runExecutionData?: (IRunExecutionData & { resumeToken?: unknown }) | null;
};

/**
 * What an execution shares with its retry, the retry of that, and so on, and with no other execution.
 *
 * n8n draws a token for an execution when it creates its data, stores both before the first node runs,
 * and passes the data on to a retry, however the execution ended (n8n 2.41.1, execution.service.js and
 * run-execution-data-factory.js). Each retry has a new execution id, and knows only the id of the
 * execution before it.
 * @returns the token; the execution's id on an n8n without tokens, where every retry stands for itself
 */
export function lineageOf(host: IExecutePaginationFunctions): string {
	const { resumeToken } = (host as HostWithResumeToken).runExecutionData ?? {};
	return typeof resumeToken === 'string' && resumeToken !== ''
		? resumeToken
		: host.getExecutionId();
}

/** An execution that somebody retries from n8n's list of executions. */
export interface RetriedExecution {
	/** Its id, if n8n says. */
	id?: string;
	/** When it began; undefined if no record of that is left. */
	startedAt?: Date;
	/** When the first execution of a chain of retries began, if n8n has kept that. */
	firstBeganAt?: Date;
}

interface HostWithRetryData {
	additionalData?: {
		hooks?: { retryOf?: unknown };
		currentNodeExecutionIndex?: unknown;
	};
	runExecutionData?: RunData | null;
}

/** n8n records the time before it stores an execution, and a retry continues with the stored data. */
type RunData = IRunExecutionData & {
	executionData?: { runtimeData?: { establishedAt?: unknown } };
};

/**
 * Whether this execution retries an earlier one that may have reached this node.
 *
 * After an error, n8n keeps what the node remembers and begins with the failed node. After a stop, n8n
 * keeps nothing and begins with the trigger: how far the execution got is unknown. After a crash, n8n
 * shows which nodes had started, and also begins with the trigger (run on n8n 2.41.1).
 * @returns undefined if the execution is not a retry, or its predecessor never reached this node
 */
export function retriedExecutionOf(
	host: IExecutePaginationFunctions,
): RetriedExecution | undefined {
	if (host.getMode?.() !== 'retry') return undefined;
	const { additionalData, runExecutionData } = host as HostWithRetryData;
	const runData = runExecutionData?.resultData?.runData ?? {};
	const runs = Object.values(runData).flat();
	// n8n counts the nodes that it has started, including this one, from zero in every execution.
	const runsBefore = Number(additionalData?.currentNodeExecutionIndex ?? Infinity) - 1;
	const isNothingKept = runs.length <= runsBefore;
	const mayHaveRun = runsBefore <= 0 || isNothingKept || Object.hasOwn(runData, nodeOf(host).name);
	if (!mayHaveRun) return undefined;
	const id = additionalData?.hooks?.retryOf;
	const starts = (isNothingKept ? [] : runs)
		.map(({ startTime }) => startTime)
		.filter((start) => typeof start === 'number' && start > 0)
		// Data that n8n restores after a crash is in seconds.
		.map(epochMs);
	const establishedAt = runExecutionData?.executionData?.runtimeData?.establishedAt;
	return {
		...(typeof id === 'string' && id !== '' && { id }),
		...(starts.length > 0 && { startedAt: new Date(Math.min(...starts)) }),
		...(typeof establishedAt === 'number' && { firstBeganAt: new Date(establishedAt) }),
	};
}
