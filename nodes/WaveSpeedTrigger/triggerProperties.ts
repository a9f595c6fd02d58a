import type { INodeProperties } from 'n8n-workflow';

import { downloadOptions } from '../WaveSpeed/resources/prediction/fields/fileOptions';

const [, ...furtherDownloadOptions] = downloadOptions;

const options: INodeProperties[] = [
	{
		displayName: 'File: Download Outputs',
		name: 'downloadOutputs',
		type: 'boolean',
		default: true,
		description:
			'Whether to download the output files as binary data; their URLs are in the JSON either way',
	},
	...furtherDownloadOptions,
	{
		displayName: 'Fetch Result with API Key',
		name: 'fetchResult',
		type: 'boolean',
		default: true,
		description:
			'Whether to fetch the result from WaveSpeed instead of taking it from the callback, whose signature is checked either way',
	},
];

export const triggerProperties: INodeProperties[] = [
	{
		displayName:
			'Put this node’s URL into the option “Webhook URL” of WaveSpeedAI → Submit: the test URL while you build, the production URL once the workflow is published.',
		name: 'howTo',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'options',
		default: 'completed',
		description: 'Which results of a prediction start the workflow',
		options: [
			{
				name: 'Completed',
				value: 'completed',
				action: 'On finished video, image or file',
				description: 'Only predictions with outputs; failed ones are ignored',
			},
			{
				name: 'Completed or Failed',
				value: 'all',
				action: 'On finished or failed generation',
				description: 'A failed prediction starts the workflow too, as a row with error and details',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		description: 'Downloads and other settings',
		// Not localeCompare: its first use costs every start of n8n some 5 to 10 ms.
		options: [...options].sort((one, other) => (one.displayName < other.displayName ? -1 : 1)),
	},
];
