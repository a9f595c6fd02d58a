import type {
	IExecuteFunctions,
	IExecutePaginationFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { Api } from '../WaveSpeed/api/api';
import { readConnection } from '../WaveSpeed/api/connection';
import { createProcessServices } from '../WaveSpeed/item/processServices';
import type { Item } from '../WaveSpeed/item/item';
import { Run } from '../WaveSpeed/item/run';

const services = createProcessServices();

/**
 * A callback as an item, so that the operations' steps can work on it. They need from an item's host only
 * what both of a trigger's hosts also have: requests, credentials, binary data, the log.
 */
export async function callbackItem(host: IWebhookFunctions | IExecuteFunctions): Promise<Item> {
	const connection = await readConnection(host);
	const run = new Run(1, true, services.time);
	// Only an execution has items and can be stopped.
	const signal = 'getInputData' in host ? host.getExecutionCancelSignal?.() : undefined;
	return {
		host: host as unknown as IExecutePaginationFunctions,
		index: 0,
		member: 0,
		run,
		services,
		forAgent: false,
		signal,
		api: new Api(host, connection, run.traffic, services.time, signal),
		at: (further) => ({ ...connection, ...further }),
		parameter: <T>(name: string, fallback: T) =>
			('getInputData' in host
				? host.getNodeParameter(name, 0, fallback)
				: host.getNodeParameter(name, fallback)) as T,
	};
}
