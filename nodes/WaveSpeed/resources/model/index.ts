import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit } from '../listFields';
import { type Resource, shownFor } from '../operation';
import { withKept } from '../prediction/fields/costOptions';
import { modelField } from '../prediction/fields/modelField';
import { keptOptions } from '../prediction/fields/options';
import { getOperation } from './get';
import { getManyOperation } from './getMany';
import { getPriceFields, getPriceOperation } from './getPrice';

/** Fields that narrow and widen the list of models. @param displayOptions the operation that lists */
function modelListFields(displayOptions: IDisplayOptions): INodeProperties[] {
	return [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			description: 'Which models to list; without a filter, the whole catalogue',
			displayOptions,
			options: [
				{
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					placeholder: 'e.g. sora image to video',
					description: 'Words that all occur in the ID, the type or the description',
				},
				{
					displayName: 'Type Name or ID',
					name: 'type',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getModelTypes' },
					default: '',
					description:
						'What the models do. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				},
			],
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			description: 'How much each row contains',
			displayOptions,
			options: withKept([
				{
					displayName: 'Include Inputs',
					name: 'includeInputs',
					type: 'boolean',
					default: false,
					description:
						'Whether each row also lists the inputs of its model; for the whole catalogue that is a lot of data',
				},
			]),
		},
	];
}

export const model: Resource = {
	name: 'Model',
	value: 'model',
	description: 'The models that WaveSpeed offers: what they do, cost and take',
	operationHint:
		'Look up models, their inputs and their prices; all of it is free and runs nothing',
	defaultOperation: 'getMany',
	operations: [getOperation, getManyOperation, getPriceOperation],
	fields: [
		{
			...modelField(shownFor('model', 'get')),
			description: 'The model to describe: what it makes, what it costs and which inputs it takes',
		},
		...returnAllOrLimit(shownFor('model', 'getMany')),
		...modelListFields(shownFor('model', 'getMany')),
		...getPriceFields(),
	],
	lastFields: keptOptions(shownFor('model', 'get', 'getPrice')),
};
