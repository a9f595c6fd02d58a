import type { IHttpRequestOptions } from 'n8n-workflow';

import type { ScriptedApi } from './scriptedApi.mts';

/**
 * Somebody presses Stop while a request is under way: it gets no answer, as n8n's HTTP helper ends it.
 * @param path the end of the request's address
 * @returns what n8n tells the node of Stop
 */
export function stopDuring(api: ScriptedApi, path: string): AbortSignal {
	const stop = new AbortController();
	const { request } = api;
	api.request = async (options: IHttpRequestOptions) => {
		if (!new URL(options.url).pathname.endsWith(path)) return await request(options);
		stop.abort();
		throw Object.assign(new Error('canceled'), { name: 'CanceledError', code: 'ERR_CANCELED' });
	};
	return stop.signal;
}
