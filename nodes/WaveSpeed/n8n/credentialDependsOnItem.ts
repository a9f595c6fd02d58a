import type { IExecutePaginationFunctions, IWorkflowExecuteAdditionalData } from 'n8n-workflow';

import { accountOf, CREDENTIAL, readConnection } from '../api/connection';
import { nodeOf } from './nodeOf';

type Fields = Record<string, unknown>;

/** External secrets and variables of the instance: the same for every item. */
const SAME_FOR_ALL = /^=\s{0,9}\{\{\s{0,9}\$(?:secrets|vars)[\w.]{0,200}\s{0,9}\}\}$/;

/**
 * Whether every item of a run gets the same credential, so that reading it once is enough. Each reading is a
 * query to n8n's database, which has two connections to Postgres, and fails whatever waits for one for 20
 * seconds (n8n 2.41.1): thousands of items that read at once would fail each other, and other executions.
 *
 * It looks at the stored fields, before n8n evaluates expressions in them.
 * @returns false also if this n8n does not show them
 */
export async function isSameForAllItems(host: IExecutePaginationFunctions): Promise<boolean> {
	// There at run time (2.8.4 and 2.41.1), but not in the type.
	const { additionalData } = host as { additionalData?: IWorkflowExecuteAdditionalData };
	const stored = nodeOf(host).credentials?.[CREDENTIAL];
	if (!additionalData?.credentialsHelper || !stored) return false;
	try {
		const fields: Fields = await additionalData.credentialsHelper.getDecrypted(
			additionalData,
			stored,
			CREDENTIAL,
			host.getMode(),
			host.getExecuteData(),
			true,
		);
		return Object.values(fields).every(
			(value) => typeof value !== 'string' || !value.startsWith('=') || SAME_FOR_ALL.test(value),
		);
	} catch {
		// Reading it for an item will fail in the same way and report it.
		return false;
	}
}

/**
 * Whether the node's credential has expressions that need an item, such as a key `={{ $json.key }}` for
 * each customer. Code that reads the credential without an item, such as the webhook of a parked
 * execution, gets a different value or none.
 *
 * n8n never hands a node the raw credential, so this reads it through a view of the host that has no item,
 * and compares it with what the items got. n8n resolves expressions against the node's input only if
 * `connectionInputData` is there (n8n-core 2.41.1, node-execution-context.js).
 * @param accounts those of all items (`accountOf`): perhaps only some of them bring a key
 * @returns false if all are the same; also if this n8n lacks the member and the items have one account.
 * True if the credential cannot be read: what follows is right for every credential, only slower
 */
export async function credentialNeedsItem(
	host: IExecutePaginationFunctions,
	accounts: ReadonlySet<string>,
): Promise<boolean> {
	if (accounts.size > 1) return true;
	if (!('connectionInputData' in host)) return false;
	const withoutItem = Object.create(host, {
		connectionInputData: { value: undefined },
	}) as IExecutePaginationFunctions;
	try {
		return !accounts.has(accountOf(await readConnection(withoutItem)));
	} catch {
		return true;
	}
}
