import type { INodePropertyOptions } from 'n8n-workflow';

import { CallFailure } from '../../api/callFailure';
import type { Environment } from '../../environment';
import type { Item } from '../../item/item';
import { itemLife, type Operation } from '../../item/runOperation';

/** What is left of the account, asked for once in a run: all its items get the same answer. */
const getBalance: Operation = async (item) => {
	const balance = await item.run.once('balance', async () => await askBalance(item));
	return [{ json: { balance, currency: 'USD' }, pairedItem: { item: item.index } }];
};

async function askBalance(item: Item): Promise<number> {
	const data = await item.api.read({ method: 'GET', path: '/api/v3/balance' });
	const { balance } = data as { balance?: unknown };
	if (typeof balance === 'number') return balance;
	throw new CallFailure('unreadable', { got: 'noData' });
}

export function getBalanceOperation(environment: Environment): INodePropertyOptions {
	return {
		name: 'Get Balance',
		value: 'getBalance',
		action: 'Get account balance',
		description: 'Tell how much credit is left, in US dollars',
		routing: {
			request: { method: 'GET', url: '/api/v3/balance' },
			send: { paginate: true },
			operations: { pagination: itemLife(getBalance, environment) },
		},
	};
}
