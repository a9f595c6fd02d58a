import type { INodeProperties } from 'n8n-workflow';

import { keptWithout, offeredWith } from './dependentOptions';

const CHOICE = 'includeInputFields';

const fieldsToInclude: INodeProperties = {
	displayName: 'Fields to Include',
	name: 'fieldsToInclude',
	type: 'string',
	default: '',
	placeholder: 'e.g. title, row_number',
	requiresDataPath: 'multiple',
	description:
		'Names of the fields to keep, with commas between them; a name that is not there stops the item before anything is paid',
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
		displayName: 'Include Input Fields',
		name: CHOICE,
		type: 'options',
		default: 'all',
		hint: 'A name that the prediction has too, such as id, becomes input_id. Rows of errors keep none.',
		description: 'Which fields of the incoming item stay in the row',
		options: [
			{ name: 'All', value: 'all', description: 'Keep every field of the incoming item' },
			{ name: 'None', value: 'none', description: 'Keep only what the prediction says' },
			{
				name: 'Selected',
				value: 'selected',
				description:
					'Keep the fields that the option “Fields to Include” names, which is to be added too',
			},
		],
	},
	{
		displayName: 'Include Input Files',
		name: 'includeInputFiles',
		type: 'boolean',
		default: true,
		description:
			'Whether the files of the incoming item stay in the row beside those that were made; one whose field is taken, such as data, is kept as input_data',
	},
];
