import type { INodeExecutionData } from 'n8n-workflow';

import { BALANCE_CALL, readBalance } from '../../billing/balance';
import type { Item } from '../../item/item';
import type { Operation } from '../operation';

/** The account's remaining credit, requested once per run: all items of the account get the same answer. */
async function getBalance(item: Item): Promise<INodeExecutionData[]> {
	const balance = await item.run.oncePerAccount(item.api, 'balance', async () => {
		return await item.api.read(BALANCE_CALL, { parse: readBalance });
	});
	return [{ json: { balance, currency: 'USD' }, pairedItem: { item: item.index } }];
}

export const getBalanceOperation: Operation = {
	name: 'Get Balance',
	value: 'getBalance',
	action: 'Get account balance',
	description: 'Get the remaining credit in US dollars',
	steps: getBalance,
};
