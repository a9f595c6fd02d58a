import { shownFor, type Resource } from '../operation';
import { getBalanceOperation } from './getBalance';
import { getSpendingOperation } from './getSpending';
import { keptOptions } from '../prediction/fields/options';
import { spendingFields } from './spendingFilters';

export const account: Resource = {
	name: 'Account',
	value: 'account',
	description: 'The WaveSpeed account that the credential belongs to',
	operationHint:
		'What is left of the account’s credit, or what was charged by model and day; both are free to ask',
	defaultOperation: 'getBalance',
	operations: [getBalanceOperation, getSpendingOperation],
	fields: spendingFields(shownFor('account', 'getSpending')),
	lastFields: keptOptions(shownFor('account', 'getBalance', 'getSpending')),
};
