import { returnAllOrLimit } from '../listFields';
import { shownFor, type Resource } from '../operation';
import { modelField } from '../prediction/fields/modelField';
import { modelListFields } from './fields';
import { getOperation } from './get';
import { getManyOperation } from './getMany';
import { getPriceFields, getPriceOperation } from './getPrice';

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
};
