import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { FakeHost, freshConnection } from '../models/apiHost.mts';

/** The editor's side of a panel: the node's parameters and a credential of its own. */
export function panelOf(
	host: FakeHost,
	parameters: Record<string, unknown> = {},
	userId: string | undefined = 'somebody',
): ILoadOptionsFunctions {
	const [apiKey] = freshConnection().secrets;
	return Object.assign(host, {
		additionalData: { userId },
		getCredentials: async () => ({ apiKey, baseUrl: 'https://api.example' }),
		getCurrentNodeParameter: (name: string, options?: { extractValue?: boolean }) => {
			const value = parameters[name];
			return options?.extractValue && typeof value === 'object'
				? (value as { value: unknown }).value
				: value;
		},
	}) as unknown as ILoadOptionsFunctions;
}

/** The editor's side of a panel, with a credential for a server and real requests to it. */
export function panelOverHttp(baseUrl: string, apiKey: string): ILoadOptionsFunctions {
	const request = async (
		_credential: string,
		options: { url: string; method: string; body?: unknown },
	) => {
		const response = await fetch(options.url, {
			method: options.method,
			headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
			...(options.body !== undefined && { body: JSON.stringify(options.body) }),
		});
		return {
			statusCode: response.status,
			headers: Object.fromEntries(response.headers),
			body: await response.text(),
		};
	};
	return Object.assign(panelOf(new FakeHost([])), {
		getCredentials: async () => ({ apiKey, baseUrl }),
		getTimezone: () => 'Europe/Berlin',
		helpers: { httpRequestWithAuthentication: request },
	}) as unknown as ILoadOptionsFunctions;
}
