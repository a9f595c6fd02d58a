import type { IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

/** Whether On Error is “Continue (using error output)”. */
export function hasErrorBranch(host: Pick<IExecutePaginationFunctions, 'getNode'>): boolean {
	return host.getNode().onError === 'continueErrorOutput';
}

/**
 * Has older versions of n8n send an error row to the error branch too. They know it only by an error
 * beside its json or by json without `details` (2.8.4 was run; 2.34.3 and 2.35.3 are the last of the
 * versions looked at). Newer ones know it by its json, and a row that shows an error beside it would
 * lose everything of its json but the message. An error that is there without being counted does both:
 * n8n asks for it, and the copy of the row that it then makes (merged with the row's input) is without.
 */
export function forErrorBranch(
	row: INodeExecutionData,
	host: IExecutePaginationFunctions,
): INodeExecutionData {
	// A row of a node that nothing leads to has no input to be merged with, and is not copied.
	if (!hasErrorBranch(host) || !host.getExecuteData()?.source) return row;
	return Object.defineProperty(row, 'error', { value: { message: row.json.error } });
}
