import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { DEFAULT_MODEL } from '../../../defaultModel';
import { modelName } from '../../../models/modelName';

/**
 * @param displayOptions the operations that run a model
 * @param standard the id of a new node's model
 * @param searchListMethod the method that the editor calls for the list
 */
export function modelField(
	displayOptions: IDisplayOptions,
	standard = DEFAULT_MODEL,
	searchListMethod = 'searchModels',
): INodeProperties {
	return {
		displayName: 'Model',
		name: 'model',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: standard, cachedResultName: `★ ${modelName(standard)}` },
		description:
			'Type a maker, a kind of work or “cheap” into the list, such as google, talking head or tts; the price beside a name is that of its cheapest run',
		displayOptions,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Search by name, maker or kind, e.g. text-to-video',
				typeOptions: {
					searchListMethod,
					searchable: true,
					searchFilterRequired: false,
				},
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${standard}`,
				hint: 'The page’s address, or its part after wavespeed.ai/models/; another id empties the form',
				// No `validation` here: n8n runs its pattern under a time limit before every execution, and on
				// a busy machine that limit fails a good id. The node checks ids itself before anything is sent.
			},
		],
	};
}
