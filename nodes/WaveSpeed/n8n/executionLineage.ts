import type { IExecutePaginationFunctions, IRunExecutionData } from 'n8n-workflow';

type HostWithResumeToken = IExecutePaginationFunctions & {
	runExecutionData?: (IRunExecutionData & { resumeToken?: unknown }) | null;
};

/**
 * What an execution has in common with everything that is a retry of it, a retry of that, and so on, and
 * with no other execution.
 *
 * n8n draws a token for an execution when it makes its data, stores both before the first node runs,
 * and hands the data on to a retry, however the execution ended (n8n 2.41.1, execution.service.js and
 * run-execution-data-factory.js). An execution's id is another one in every retry, and a retry is told
 * the id of the one before it only.
 * @returns the token; the execution's id on an n8n that draws none, where every retry stands for itself
 */
export function lineageOf(host: IExecutePaginationFunctions): string {
	const { resumeToken } = (host as HostWithResumeToken).runExecutionData ?? {};
	return typeof resumeToken === 'string' && resumeToken !== ''
		? resumeToken
		: host.getExecutionId();
}
