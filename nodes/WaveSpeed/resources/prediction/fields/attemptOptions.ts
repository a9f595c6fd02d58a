import type { INodeProperties } from 'n8n-workflow';

import { offeredWith } from './dependentOptions';
import { modelField } from './modelField';

const CHOICE = 'whenPredictionFails';

const tryAgainTimes: INodeProperties = {
	displayName: 'Try Again: Times',
	name: 'tryAgainTimes',
	type: 'number',
	default: 1,
	description:
		'How often to submit an item again when its prediction fails, 1 to 5; every price limit counts each attempt',
};

const otherModels: INodeProperties = {
	displayName: 'Other Models',
	name: 'otherModels',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Model',
	default: {},
	description:
		'The models to use one after the other when a prediction fails; each must take the inputs that are set, and costs its own price',
	options: [
		{
			displayName: 'Models',
			name: 'models',
			values: [
				{
					...modelField({}, undefined, 'searchOtherModels'),
					default: { mode: 'list', value: '' },
					description: 'A model that takes the same inputs, by their names',
				},
			],
		},
	],
};

/**
 * What happens after a prediction has failed at WaveSpeed. There is no `minValue`: the node refuses −3 by
 * name.
 */
export const attemptOptions: INodeProperties[] = [
	{
		displayName: 'When a Prediction Fails',
		name: CHOICE,
		type: 'options',
		default: 'tryAgain',
		description:
			'What to do when a prediction fails for a reason of WaveSpeed’s own, which it refunds; refused content and wrong inputs fail at once',
		options: [
			{
				name: 'Fail',
				value: 'fail',
				description: 'The item fails',
			},
			{
				name: 'Try Again',
				value: 'tryAgain',
				description: 'Submits the same again; each attempt is paid for, and a failed one refunded',
			},
			{
				name: 'Use Other Models',
				value: 'otherModels',
				description:
					'Goes on with the models of the option “Other Models”, which is to be added too, at their own prices',
			},
		],
	},
	offeredWith(tryAgainTimes, CHOICE, ['tryAgain']),
	offeredWith(otherModels, CHOICE, ['otherModels']),
];
