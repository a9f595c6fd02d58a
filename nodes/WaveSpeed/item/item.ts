import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	IGetNodeParameterOptions,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { Api } from '../api/api';
import { readConnection } from '../api/connection';
import type { ErrorContext } from '../errors/errorContext';
import type { Environment } from '../environment';
import type { Run } from './run';
import { isToolCall } from '../n8n/agentTool';

/** One item on its way through an operation: what every step gets. */
export interface Item {
	readonly host: IExecutePaginationFunctions;
	readonly index: number;
	readonly run: Run;
	readonly api: Api;
	readonly environment: Environment;
	/** An AI agent has called the node as its tool, and a model reads the rows. */
	readonly forAgent: boolean;
	/** Aborts when the execution is stopped; absent where n8n has no such signal. */
	readonly signal?: AbortSignal;
	/** The request as the node's description declares it. */
	readonly declared: IHttpRequestOptions;
	/** What an error has to say about where it happened. */
	at(further?: Partial<ErrorContext>): ErrorContext;
	/** A parameter of the node with this item's expressions resolved. */
	parameter<T>(name: string, fallback: T, options?: IGetNodeParameterOptions): T;
}

export async function openItem(
	host: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
	run: Run,
	environment: Environment,
): Promise<Item> {
	const declared = requestData.options as IHttpRequestOptions;
	const connection = await readConnection(host, declared);
	const signal = host.getExecutionCancelSignal?.();
	return {
		host,
		index: host.getItemIndex(),
		run,
		environment,
		declared,
		forAgent: isToolCall(host),
		signal,
		api: new Api(host, connection, run.traffic, environment.time, signal),
		at: (further) => ({ ...connection, ...further }),
		parameter: <T>(name: string, fallback: T, options?: IGetNodeParameterOptions) =>
			host.getNodeParameter(name, fallback, options) as T,
	};
}
