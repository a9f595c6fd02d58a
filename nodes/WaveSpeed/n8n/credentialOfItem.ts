import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { CREDENTIAL } from '../api/connection';

type Fields = Record<string, unknown>;

/**
 * Tells whether the node's credential has expressions that only an item can answer, such as a key
 * `={{ $json.key }}` for each customer. Whoever looks at the credential without an item, as a webhook of
 * a parked execution does, gets something else or nothing.
 *
 * n8n hands a node no raw credential, so the question is asked the way it will be asked then: once with
 * this item, once through a view of the host that has none. n8n resolves expressions against the node's
 * input only where `connectionInputData` is there (n8n-core 2.41.1, node-execution-context.js).
 * @returns false where both ways give the same; also where an n8n without this member cannot tell
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
