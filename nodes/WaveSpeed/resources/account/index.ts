import type { Resource } from '../operation';
import { getBalanceOperation } from './getBalance';

export const account: Resource = {
	name: 'Account',
	value: 'account',
	description: 'The WaveSpeed account that the credential belongs to',
	operationHint: 'What to ask about the account',
	defaultOperation: 'getBalance',
	operations: [getBalanceOperation],
	fields: [],
};
