import type { INodeProperties } from 'n8n-workflow';

/** The largest downloaded file, for every operation that downloads. */
export const maxFileSize: INodeProperties = {
	displayName: 'File: Maximum Size (MB)',
	name: 'maxFileSize',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 2048,
	description: 'The largest file to download, in megabytes',
};

/** The binary field of the downloaded file, for every operation that downloads. */
export const binaryField: INodeProperties = {
	displayName: 'File: Put Output in Field',
	name: 'binaryField',
	type: 'string',
	default: 'data',
	hint: 'The name of the output binary field to put the file in',
	description:
		'The next node asks for this name; of several files the others are in data_1, data_2, …',
};
