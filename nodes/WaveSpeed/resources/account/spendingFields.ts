import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { DEFAULT_MODEL } from '../../defaultModel';

/** @param displayOptions the operation that reports spending */
export function spendingFields(displayOptions: IDisplayOptions): INodeProperties[] {
	return [
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			default: true,
			description:
				'Whether to return a row for each model and day instead of each charge and refund',
			displayOptions,
		},
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			description:
				'Which charges and refunds to count; without a filter, those of the last 7 days; asking is free',
			displayOptions,
			options: [
				{
					displayName: 'From',
					name: 'from',
					type: 'dateTime',
					default: '',
					description:
						'Count from this time on, at most 31 days; without it, 7 days before the end',
				},
				{
					displayName: 'Model',
					name: 'model',
					type: 'string',
					default: '',
					placeholder: `e.g. ${DEFAULT_MODEL}`,
					description: 'Count only predictions of the model with this ID',
				},
				{
					displayName: 'Prediction IDs',
					name: 'predictionIds',
					type: 'string',
					default: '',
					placeholder: 'e.g. ded09b4c9b104fb88a38feab74c9d54c, 7c2f0e3b5c6d4a0d9a53d8b1c0d4e5f6',
					description:
						'Count only these predictions, up to 500 separated by commas, whenever they were made',
				},
				{
					displayName: 'To',
					name: 'to',
					type: 'dateTime',
					default: '',
					description: 'Count up to this time; without it, up to now',
				},
			],
		},
	];
}
