import type { IExecutePaginationFunctions } from 'n8n-workflow';

/** Where a submission comes from: what is in no other execution, node or place. */
export interface SubmissionOwner {
	/** The node in its execution. */
	execution: string;
	/** The item's place in that, too. */
	place: string;
}

/** @param place of the item in its execution, see `SubmissionRecords.claim` */
export function ownerOf(host: IExecutePaginationFunctions, place: string): SubmissionOwner {
	const execution = nodeInExecution(host, host.getExecutionId());
	return { execution, place: `${execution} ${place}` };
}

/**
 * A node in an execution, told apart from all others, those of other installations included: ids of
 * executions are small numbers, and imported workflows keep their ids.
 */
export function nodeInExecution(host: IExecutePaginationFunctions, executionId: string): string {
	const { id, name } = host.getNode();
	const workflow = host.getWorkflow?.().id ?? '';
	return [host.getInstanceId?.() ?? '', workflow, id || name, executionId, ''].join(' ');
}
