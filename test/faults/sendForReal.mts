import { createRequire } from 'node:module';

import type { IHttpRequestOptions } from 'n8n-workflow';

import type { ApiHost } from '../../nodes/WaveSpeed/api/connection.ts';

const fromCore = createRequire(require.resolve('n8n-core'));
const { Container } = fromCore('@n8n/di') as { Container: { get(service: unknown): never } };
const { OutboundHttp } = fromCore('@n8n/backend-network') as { OutboundHttp: unknown };

/** A host with n8n's own HTTP layer below it and a credential that adds the key, and nothing else. */
export function sendForReal(key: string): ApiHost {
	const http = Container.get(OutboundHttp) as {
		requests(): { request(options: IHttpRequestOptions): Promise<unknown> };
	};
	return {
		getExecutionCancelSignal: () => undefined,
		helpers: {
			async httpRequestWithAuthentication(
				this: { getExecutionCancelSignal(): AbortSignal | undefined },
				_type: string,
				options: IHttpRequestOptions,
			) {
				return await http.requests().request({
					...options,
					headers: { ...options.headers, Authorization: `Bearer ${key}` },
					abortSignal: this.getExecutionCancelSignal(),
				});
			},
		},
	} as never;
}
