import type { IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

import { nodeOf } from './nodeOf';

/** Whether On Error is “Continue (using error output)”. */
export function hasErrorBranch(host: Pick<IExecutePaginationFunctions, 'getNode'>): boolean {
	return nodeOf(host).onError === 'continueErrorOutput';
}

/**
 * Makes older versions of n8n send an error row to the error branch too. They recognise it only by an
 * error beside its json, or by json without `details` (2.8.4 was run; 2.34.3 and 2.35.3 are the last of
 * the versions inspected). Newer ones recognise it by its json, and would reduce the json of a row with
 * an error beside it to the message. A non-enumerable error works for both: n8n finds it when it asks,
 * and it is missing in the copy that n8n then makes of the row (merged with the row's input).
 */
export function forErrorBranch(
	row: INodeExecutionData,
	host: IExecutePaginationFunctions,
): INodeExecutionData {
	// If nothing leads to the node, its rows have no input to be merged with, and are not copied.
	if (!hasErrorBranch(host) || !host.getExecuteData()?.source) return row;
	return Object.defineProperty(row, 'error', { value: { message: row.json.error } });
}
