import type { INodeProperties } from 'n8n-workflow';

/**
 * What of the incoming item stays in the row, for operations with a row per item. Whoever adds the first
 * option wants the fields, so it begins with All; without it nothing is kept.
 */
export const inputFieldsOptions: INodeProperties[] = [
	{
		displayName: 'Fields to Include',
		name: 'fieldsToInclude',
		type: 'string',
		default: '',
		placeholder: 'e.g. title, row_number',
		requiresDataPath: 'multiple',
		description:
			'Names of the fields to keep where “Include Input Fields” is Selected, with commas between them; a name that is not there stops the item before anything is paid',
	},
	{
		displayName: 'Include Input Fields',
		name: 'includeInputFields',
		type: 'options',
		default: 'all',
		hint: 'A field whose name the prediction has too, such as id, is kept as input_id, and error as input_error. Rows of errors keep none: n8n adds the fields to those at On Error: Continue (using error output)',
		description:
			'Which fields of the incoming item stay in the row, so that later nodes need no $(…) to reach them; it costs nothing',
		options: [
			{ name: 'All', value: 'all', description: 'Keep every field of the incoming item' },
			{ name: 'None', value: 'none', description: 'Keep only what the prediction says' },
			{
				name: 'Selected',
				value: 'selected',
				description: 'Keep the fields that “Fields to Include” names',
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
