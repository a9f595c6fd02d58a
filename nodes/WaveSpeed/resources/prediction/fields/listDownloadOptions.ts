import type { INodeProperties } from 'n8n-workflow';

import { binaryField, maxFileSize } from './fileOptions';

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
