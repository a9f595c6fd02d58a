import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import type { Environment } from '../../environment';
import { uploadOperation } from './upload';

const ofFiles: IDisplayOptions = { show: { resource: ['file'] } };

/** Everything the panel shows for the resource File, top to bottom. */
export function fileProperties(environment: Environment): INodeProperties[] {
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			default: 'upload',
			description: 'What to do with files',
			displayOptions: ofFiles,
			options: [uploadOperation(environment)],
		},
		{
			displayName: 'Input Binary Field',
			name: 'binaryField',
			type: 'string',
			required: true,
			default: 'data',
			placeholder: 'e.g. data',
			hint: 'The name of the input binary field with the file to upload',
			description:
				'Where the file is in the item; names with commas between them, or a pattern such as data*, upload several',
			displayOptions: { show: { resource: ['file'], operation: ['upload'] } },
		},
	];
}
