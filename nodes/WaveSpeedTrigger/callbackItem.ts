import type { IExecuteFunctions } from 'n8n-workflow';

import { Api } from '../WaveSpeed/api/api';
import { readConnection } from '../WaveSpeed/api/connection';
import { createProcessServices } from '../WaveSpeed/item/processServices';
import type { OutputItem } from '../WaveSpeed/item/item';
import { Run } from '../WaveSpeed/item/run';

const services = createProcessServices();

/**
 * A callback as an item, so that the steps that make rows of a prediction can work on it. They need from
 * its host only what every execution has: requests, credentials, binary data, the log.
 */
export async function callbackItem(host: IExecuteFunctions): Promise<OutputItem> {
	const connection = await readConnection(host);
	const run = new Run(1, true, services.time);
	const signal = host.getExecutionCancelSignal?.();
	return {
		host,
		index: 0,
		member: 0,
		run,
		services,
		forAgent: false,
		signal,
		api: new Api(host, connection, run.traffic, services.time, signal),
		at: (further) => ({ ...connection, ...further }),
		parameter: (name, fallback): unknown => host.getNodeParameter(name, 0, fallback),
	};
}
