import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { DEFAULT_MODEL, DEFAULT_MODEL_NAME } from '../../../defaultModel';

/** @param displayOptions the operations that run a model */
export function modelField(displayOptions: IDisplayOptions): INodeProperties {
	return {
		displayName: 'Model',
		name: 'model',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: DEFAULT_MODEL, cachedResultName: DEFAULT_MODEL_NAME },
		description: 'The model that makes the output',
		displayOptions,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Search by name, maker or kind, e.g. text-to-video',
				typeOptions: {
					searchListMethod: 'searchModels',
					searchable: true,
					searchFilterRequired: false,
				},
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${DEFAULT_MODEL}`,
				hint: 'The part of the model’s address after wavespeed.ai/models/',
				// No `validation` here: n8n runs its pattern under a time limit before every execution, and on a
				// busy machine that limit fails a good id. The node checks ids itself before anything is sent.
			},
		],
	};
}
