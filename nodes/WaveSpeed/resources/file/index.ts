import { shownFor, type Resource } from '../operation';
import { keptOptions } from '../prediction/fields/options';
import { uploadOperation } from './upload';

export const file: Resource = {
	name: 'File',
	value: 'file',
	description: 'Files to work from, kept at WaveSpeed for 7 days',
	operationHint:
		'Upload brings a file of the item to WaveSpeed once and gives an address that models take',
	defaultOperation: 'upload',
	operations: [uploadOperation],
	fields: [
		{
			displayName: 'Input Binary Field',
			name: 'binaryField',
			type: 'string',
			required: true,
			default: 'data',
			placeholder: 'e.g. data',
			hint: 'The name of the input binary field with the file to upload',
			description:
				'The binary field with the file; names separated by commas, or a pattern such as data*, upload several',
			displayOptions: shownFor('file', 'upload'),
		},
	],
	lastFields: keptOptions(shownFor('file', 'upload')),
};
