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
