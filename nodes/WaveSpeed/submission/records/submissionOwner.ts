import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { lineageOf } from '../../n8n/executionLineage';
import { nodeOf } from '../../n8n/nodeOf';

/**
 * Where a submission comes from: unique to the execution, node and place. An execution and its retries
 * from n8n's list count as one: what the first paid for at a place belongs to the same place of the last.
 */
export interface SubmissionOwner {
	/** The node in its execution. */
	execution: string;
	/** The item's place in it, too. */
	place: string;
}

/** @param place of the item in its execution, see `SubmissionRecords.claim` */
export function ownerOf(host: IExecutePaginationFunctions, place: string): SubmissionOwner {
	const execution = nodeInExecution(host, lineageOf(host));
	return { execution, place: `${execution} ${place}` };
}

/**
 * The node in the executions that this one retries. If n8n marks a chain of retries, they all have one
 * name; otherwise, and for submissions by an older version of this node, the previous execution's name
 * comes from its id.
 * @param formerExecutionId of the execution before this one, if n8n gives it
 */
export function nodeInExecutionsBefore(
	host: IExecutePaginationFunctions,
	formerExecutionId: string | undefined,
): string[] {
	const chain = nodeInExecution(host, lineageOf(host));
	return formerExecutionId === undefined
		? [chain]
		: [chain, nodeInExecution(host, formerExecutionId)];
}

/**
 * A node in an execution, distinguished from all others, including other installations: execution ids are
 * small numbers, and imported workflows keep their ids.
 */
function nodeInExecution(host: IExecutePaginationFunctions, lineage: string): string {
	const { id, name } = nodeOf(host);
	const workflow = host.getWorkflow?.().id ?? '';
	return [host.getInstanceId?.() ?? '', workflow, id || name, lineage, ''].join(' ');
}
