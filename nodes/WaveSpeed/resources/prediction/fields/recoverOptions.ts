import type { INodeProperties } from 'n8n-workflow';

/** For the list of predictions: brings home what was paid for and never fetched. */
export const recoverOptions: INodeProperties[] = [
	{
		displayName: 'Download Outputs',
		name: 'downloadOutputs',
		type: 'boolean',
		default: true,
		description:
			'Whether to fetch the files of every completed prediction in the list as binary data; nothing is paid for again, and of one whose files are gone “failure” says why',
	},
	{
		displayName: 'Maximum File Size (MB)',
		name: 'maxFileSize',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 2048,
		description: 'The largest file to download, in megabytes',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryField',
		type: 'string',
		default: 'data',
		hint: 'The name of the output binary field to put the file in',
		description: 'The binary field of the item that gets the file',
	},
];
