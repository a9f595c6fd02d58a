import type { INodeProperties } from 'n8n-workflow';

import { keptWithout, offeredWith } from './dependentOptions';

const CHOICE = 'includeInputFields';

const fieldsToInclude: INodeProperties = {
	displayName: 'Row: Fields to Include',
	name: 'fieldsToInclude',
	type: 'string',
	default: '',
	placeholder: 'e.g. title, row_number',
	requiresDataPath: 'multiple',
	description:
		'Names of the fields to keep, separated by commas; a missing field stops the item before anything is paid for',
};

/**
 * Which incoming fields stay in the row, for operations with a row per item. Adding the first option
 * means wanting the fields, so it starts with All; without it nothing is kept.
 */
export const inputFieldsOptions: INodeProperties[] = [
	offeredWith(fieldsToInclude, CHOICE, ['selected']),
	// Names alone can only mean that these fields are wanted, so they work without the first option.
	...keptWithout(fieldsToInclude, CHOICE),
	{
		displayName: 'Row: Include Input Fields',
		name: CHOICE,
		type: 'options',
		default: 'all',
		hint: 'A field that the prediction has too becomes input_…; in error rows all are in details.inputFields.',
		description: 'Which fields of the incoming item stay in the row',
		options: [
			{ name: 'All', value: 'all', description: 'Keep every field of the incoming item' },
			{ name: 'None', value: 'none', description: 'Keep only the fields of the prediction' },
			{
				name: 'Selected',
				value: 'selected',
				description:
					'Keep the fields named in the option “Row: Fields to Include”; add that option too',
			},
		],
	},
	{
		displayName: 'Row: Include Input Files',
		name: 'includeInputFiles',
		type: 'boolean',
		default: true,
		description:
			'Whether the files of the incoming item stay in the row beside the output files; a file whose field is taken, such as data, becomes input_data',
	},
];
