import type { INodeProperties } from 'n8n-workflow';

import { offeredWith } from './dependentOptions';

const CHOICE = 'reusePaidResults';

const howFarBack: INodeProperties = {
	displayName: 'Cost: Days to Reuse',
	name: 'reuseWithinDays',
	type: 'number',
	default: 7,
	description:
		'How old a result may be for Cost: Reuse Paid Results; WaveSpeed keeps results for 7 days',
};

/** Options for reusing paid results instead of paying again. */
export const reuseOptions: INodeProperties[] = [
	{
		displayName: 'Cost: Reuse Paid Results',
		name: CHOICE,
		type: 'options',
		default: 'manual',
		description:
			'Whether to reuse, free of charge, what the same model has already made from the same inputs',
		options: [
			{
				name: 'Always',
				value: 'always',
				description:
					'In every execution: equal items are paid for only once within the time set below',
			},
			{
				name: 'In Manual Runs',
				value: 'manual',
				description: 'Only while you try the workflow on the canvas: the second try costs nothing',
			},
			{
				name: 'Never',
				value: 'never',
				description: 'Every item makes and pays for something new',
			},
		],
	},
	offeredWith(howFarBack, CHOICE, ['always', 'manual']),
];
