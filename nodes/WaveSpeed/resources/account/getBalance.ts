import type { INodeExecutionData } from 'n8n-workflow';

import { CallFailure } from '../../api/callFailure';
import { describeValue } from '../../api/describeValue';
import { readAmount } from '../../api/readAmount';
import type { Item } from '../../item/item';
import type { Operation } from '../operation';

/** What is left of the account, asked for once in a run: all its items get the same answer. */
async function getBalance(item: Item): Promise<INodeExecutionData[]> {
	const balance = await item.run.once('balance', async () => await askBalance(item));
	return [{ json: { balance, currency: 'USD' }, pairedItem: { item: item.index } }];
}

async function askBalance(item: Item): Promise<number> {
	return await item.api.read({ method: 'GET', path: '/api/v3/balance' }, { parse: readBalance });
}

function readBalance(data: object): number {
	const balance = readAmount((data as { balance?: unknown }).balance);
	if (balance !== undefined) return balance;
	throw new CallFailure('unreadable', { got: 'noData', came: describeValue(data) });
}

export const getBalanceOperation: Operation = {
	name: 'Get Balance',
	value: 'getBalance',
	action: 'Get account balance',
	description: 'Tell how much credit is left, in US dollars',
	steps: getBalance,
};
