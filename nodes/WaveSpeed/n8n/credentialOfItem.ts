import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { CREDENTIAL } from '../api/connection';

type Fields = Record<string, unknown>;

/**
 * Whether the node's credential has expressions that need an item, such as a key `={{ $json.key }}` for
 * each customer. Code that reads the credential without an item, such as the webhook of a parked
 * execution, gets a different value or none.
 *
 * n8n never hands a node the raw credential, so this reads it twice: once with this item, once through a
 * view of the host that has none. n8n resolves expressions against the node's input only if
 * `connectionInputData` is there (n8n-core 2.41.1, node-execution-context.js).
 * @returns false if both give the same; also if this n8n lacks the member and cannot tell
 */
export async function credentialNeedsItem(host: IExecutePaginationFunctions): Promise<boolean> {
	const withItem = await host.getCredentials<Fields>(CREDENTIAL);
	if (!('connectionInputData' in host)) return false;
	const withoutItem = Object.create(host, {
		connectionInputData: { value: undefined },
	}) as IExecutePaginationFunctions;
	try {
		const seen = await withoutItem.getCredentials<Fields>(CREDENTIAL);
		return ['apiKey', 'baseUrl'].some((name) => seen[name] !== withItem[name]);
	} catch {
		return true;
	}
}
