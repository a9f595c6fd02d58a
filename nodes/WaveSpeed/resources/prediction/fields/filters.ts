import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { DEFAULT_MODEL } from '../../../defaultModel';

/** The statuses of a prediction, in the API's words. */
export const STATUS_CHOICES = [
	{ name: 'Cancelled', value: 'cancelled', description: 'Ended by WaveSpeed or its website' },
	{ name: 'Completed', value: 'completed', description: 'Ended with outputs' },
	{ name: 'Created', value: 'created', description: 'Accepted, not started yet' },
	{ name: 'Failed', value: 'failed', description: 'Ended without outputs' },
	{ name: 'Processing', value: 'processing', description: 'Being made' },
	{ name: 'Timeout', value: 'timeout', description: 'Ended because it took too long' },
];

/** The filters of the list of predictions. @param displayOptions the operation that lists */
export function predictionFilters(displayOptions: IDisplayOptions): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		description: 'Which predictions to list; without a filter, all that WaveSpeed still lists',
		displayOptions,
		options: [
			{
				displayName: 'Created After',
				name: 'createdAfter',
				type: 'dateTime',
				default: '',
				description: 'List only predictions submitted at this time or later',
			},
			{
				displayName: 'Created Before',
				name: 'createdBefore',
				type: 'dateTime',
				default: '',
				description:
					'List only predictions submitted at this time or earlier; WaveSpeed lists the last 7 days',
			},
			{
				displayName: 'Model',
				name: 'model',
				type: 'string',
				default: '',
				placeholder: `e.g. ${DEFAULT_MODEL}`,
				description: 'List only predictions of the model with this ID',
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				default: 'completed',
				description: 'List only predictions with this status',
				options: STATUS_CHOICES,
			},
		],
	};
}
