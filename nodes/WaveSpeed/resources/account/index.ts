import type { INodeProperties } from 'n8n-workflow';

import type { Environment } from '../../environment';
import { getBalanceOperation } from './getBalance';

/** Everything the panel shows for the resource Account, top to bottom. */
export function accountProperties(environment: Environment): INodeProperties[] {
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			default: 'getBalance',
			description: 'What to ask about the account',
			displayOptions: { show: { resource: ['account'] } },
			options: [getBalanceOperation(environment)],
		},
	];
}
