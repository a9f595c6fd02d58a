import type { INodeProperties } from 'n8n-workflow';

import { offeredWith } from './dependentOptions';
import { modelField } from './modelField';

const CHOICE = 'whenPredictionFails';

const tryAgainTimes: INodeProperties = {
	displayName: 'Failure: More Tries',
	name: 'tryAgainTimes',
	type: 'number',
	default: 1,
	description:
		'How often to submit an item again if its prediction fails, 1 to 5; price limits count every attempt',
};

const otherModels: INodeProperties = {
	displayName: 'Failure: Other Models',
	name: 'otherModels',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Model',
	default: {},
	description:
		'The models to try one after another if a prediction fails; each must accept the same inputs, and has its own price',
	options: [
		{
			displayName: 'Models',
			name: 'models',
			values: [
				{
					...modelField({}, undefined, 'searchOtherModels'),
					default: { mode: 'list', value: '' },
					description: 'A model that takes inputs with the same names',
				},
			],
		},
	],
};

/**
 * What happens after a prediction has failed at WaveSpeed. There is no `minValue`: the node refuses −3 and
 * names the option.
 */
export const attemptOptions: INodeProperties[] = [
	{
		displayName: 'Failure: Next Step',
		name: CHOICE,
		type: 'options',
		default: 'tryAgain',
		description:
			'What to do if a prediction fails through WaveSpeed’s fault, which it refunds; refused content and wrong inputs fail at once',
		options: [
			{
				name: 'Fail',
				value: 'fail',
				description: 'The item fails',
			},
			{
				name: 'Try Again',
				value: 'tryAgain',
				description:
					'Submits the same again; each attempt is paid for, and failed ones are refunded',
			},
			{
				name: 'Use Other Models',
				value: 'otherModels',
				description:
					'Continues with the models of the option “Failure: Other Models”, at their own prices; add that option too',
			},
		],
	},
	offeredWith(tryAgainTimes, CHOICE, ['tryAgain']),
	offeredWith(otherModels, CHOICE, ['otherModels']),
];
