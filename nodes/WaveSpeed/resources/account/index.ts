import { shownFor, type Resource } from '../operation';
import { getBalanceOperation } from './getBalance';
import { getSpendingOperation } from './getSpending';
import { spendingFields } from './spendingFields';

export const account: Resource = {
	name: 'Account',
	value: 'account',
	description: 'The WaveSpeed account that the credential belongs to',
	operationHint: 'What to ask about the account',
	defaultOperation: 'getBalance',
	operations: [getBalanceOperation, getSpendingOperation],
	fields: spendingFields(shownFor('account', 'getSpending')),
};
