import type { IExecutePaginationFunctions, IRunExecutionData } from 'n8n-workflow';

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
