import type { INodePropertyOptions } from 'n8n-workflow';

import { CallFailure } from '../../api/callFailure';
import { describeValue } from '../../api/describeValue';
import { readAmount } from '../../api/readAmount';
import type { Environment } from '../../environment';
import type { Item } from '../../item/item';
import { itemLife, type Operation } from '../../item/runOperation';

/** What is left of the account, asked for once in a run: all its items get the same answer. */
const getBalance: Operation = async (item) => {
	const balance = await item.run.once('balance', async () => await askBalance(item));
	return [{ json: { balance, currency: 'USD' }, pairedItem: { item: item.index } }];
};

async function askBalance(item: Item): Promise<number> {
	return await item.api.read({ method: 'GET', path: '/api/v3/balance' }, { parse: readBalance });
}

function readBalance(data: object): number {
	const balance = readAmount((data as { balance?: unknown }).balance);
	if (balance !== undefined) return balance;
	throw new CallFailure('unreadable', { got: 'noData', came: describeValue(data) });
}

export function getBalanceOperation(environment: Environment): INodePropertyOptions {
	return {
		name: 'Get Balance',
		value: 'getBalance',
		action: 'Get the balance of the account',
		description: 'Tell how much credit is left, in US dollars',
		routing: {
			request: { method: 'GET', url: '/api/v3/balance' },
			send: { paginate: true },
			operations: { pagination: itemLife(getBalance, environment) },
		},
	};
}
