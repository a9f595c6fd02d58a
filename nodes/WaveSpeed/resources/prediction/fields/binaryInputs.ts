import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { SHIPPED_WITHOUT_FILES } from '../../../models/shippedModels';

/**
 * Files of the item as inputs of the model. The input is chosen by name and not in the form, because a
 * form's fields are texts, for addresses.
 * @param displayOptions the operations that take a model's input
 */
export function binaryInputsField(displayOptions: IDisplayOptions): INodeProperties {
	return {
		displayName: 'Binary Inputs',
		name: 'binaryInputs',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add file',
		default: {},
		description:
			'Files of the item for the model to work from; the node uploads them to WaveSpeed, which keeps them for 7 days',
		displayOptions: {
			...displayOptions,
			// The form says so on its first field; without a form nobody knows, and files may fit. Older
			// versions of n8n find a parameter only by a path from the root (run on 2.8.4).
			hide: {
				'/inputFields.schema[0].modelTakesFile': [false],
				// A model that takes nothing but a prompt has no form to say so.
				'/model.value': [...SHIPPED_WITHOUT_FILES],
			},
		},
		options: [
			{
				displayName: 'File',
				name: 'files',
				values: [
					{
						displayName: 'Input Name or ID',
						name: 'input',
						type: 'options',
						typeOptions: {
							loadOptionsMethod: 'getFileInputs',
							loadOptionsDependsOn: ['model.value'],
						},
						default: '',
						description:
							'The input of the model that takes the file; if it is the only one, or the only required one, you can leave this empty. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
					},
					{
						displayName: 'Binary Field',
						name: 'binaryField',
						type: 'string',
						default: 'data',
						placeholder: 'e.g. data',
						hint: 'The name of the input binary field with the file',
						description:
							'For an input that takes several files: names separated by commas, or a pattern such as data* for data, data_1, …',
					},
				],
			},
		],
	};
}
