import type { INodeProperties } from 'n8n-workflow';

/** The largest downloaded file, for every operation that downloads. */
const maxFileSize: INodeProperties = {
	displayName: 'File: Maximum Size (MB)',
	name: 'maxFileSize',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 2048,
	description: 'The largest file to download, in megabytes',
};

/** The binary field of the downloaded file, for every operation that downloads. */
const binaryField: INodeProperties = {
	displayName: 'File: Put Output in Field',
	name: 'binaryField',
	type: 'string',
	default: 'data',
	hint: 'The name of the output binary field to put the file in',
	description: 'Use this name in the next node; further files go to data_1, data_2, …',
};

/** For the operations that wait for their outputs. */
export const downloadOptions: INodeProperties[] = [
	{
		displayName: 'File: Download Outputs',
		name: 'downloadOutputs',
		type: 'boolean',
		default: true,
		description:
			'Whether to download the output files as binary data; their URLs are in the JSON either way; without this option an AI agent gets only the URLs',
	},
	maxFileSize,
	{
		displayName: 'File: If Several',
		name: 'rowPer',
		type: 'options',
		default: 'prediction',
		description: 'How several files of one prediction become items',
		options: [
			{
				name: 'One Item per Output',
				value: 'output',
				description:
					'An item for each output, mostly one file; the files of one output, such as a 3D model and its textures, stay together',
			},
			{
				name: 'One Item With All',
				value: 'prediction',
				description: 'One item with all files, in the fields data, data_1, data_2, …',
			},
		],
	},
	binaryField,
];

/** For the list of predictions: downloads outputs that were paid for and never fetched. */
export const recoverOptions: INodeProperties[] = [
	{
		displayName: 'File: Download Outputs',
		name: 'downloadOutputs',
		type: 'boolean',
		default: true,
		description:
			'Whether to download the files of every completed prediction in the list as binary data; nothing is paid for again, and if files are gone, “failure” says why',
	},
	maxFileSize,
	binaryField,
];
