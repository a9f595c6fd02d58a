import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	IGetNodeParameterOptions,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { Api } from '../api/api';
import { readConnection, type ApiHost, type Connection } from '../api/connection';
import type { DownloadHost } from '../download/openAddress';
import type { ErrorContext } from '../errors/errorClasses';
import type { ProcessServices } from './processServices';
import type { Run } from './run';
import { isToolCall } from '../n8n/agentTool';
import { isSameForAllItems } from '../n8n/credentialDependsOnItem';

/**
 * What n8n offers for an item that becomes rows, in an operation as well as in the execution that a
 * callback has started.
 */
export type OutputHost = ApiHost & DownloadHost;

/** One item on its way through an operation: the argument of every step. */
export interface Item<Host extends OutputHost = IExecutePaginationFunctions> {
	readonly host: Host;
	readonly index: number;
	/** The number of its prediction in the run, as `Run` counts them. */
	readonly member: number;
	/** Which of the item's predictions this is, from 1; undefined if it asks for one. */
	readonly variation?: number;
	readonly run: Run;
	readonly api: Api;
	readonly services: ProcessServices;
	/** An AI agent has called the node as its tool, so a model reads the rows. */
	readonly forAgent: boolean;
	/** Aborts when the execution is stopped; absent if n8n has no such signal. */
	readonly signal?: AbortSignal;
	/** Where an error happened. */
	at(further?: Partial<ErrorContext>): ErrorContext;
	/**
	 * A parameter of the node with this item's expressions resolved. An expression may give anything: the
	 * caller checks it.
	 */
	parameter(name: string, fallback: unknown, options?: IGetNodeParameterOptions): unknown;
}

/** An item whose prediction exists: the argument of the steps that make rows of it. */
export type OutputItem = Item<OutputHost>;

/**
 * @param requestData the request that n8n built: it has n8n's settings for this node's requests (proxy,
 * certificates, allowed domains), and none of the user's input
 * @throws InputError if the credential cannot be used
 */
export async function openItem(
	host: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
	run: Run,
	services: ProcessServices,
): Promise<Item> {
	const connection = await connectionOf(host, requestData.options as IHttpRequestOptions, run);
	const signal = host.getExecutionCancelSignal?.();
	return {
		host,
		index: host.getItemIndex(),
		member: host.getItemIndex(),
		run,
		services,
		forAgent: isToolCall(host),
		signal,
		api: new Api(host, connection, run.traffic, services.time, signal),
		at: (further) => ({ ...connection, ...further }),
		parameter: (name, fallback, options): unknown => host.getNodeParameter(name, fallback, options),
	};
}

/** Read once for the run if no item can have a credential of its own; otherwise a few at a time. */
async function connectionOf(
	host: IExecutePaginationFunctions,
	declared: IHttpRequestOptions,
	run: Run,
): Promise<Connection> {
	const read = async () => await readConnection(host, declared);
	const shared = await run.once('connection', async () =>
		(await isSameForAllItems(host)) ? await read() : undefined,
	);
	return shared ?? (await run.credentials.run(read));
}
