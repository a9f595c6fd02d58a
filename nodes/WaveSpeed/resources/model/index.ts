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
		'All of these are free: they tell what there is, what it takes and what it costs, and run nothing',
	defaultOperation: 'getMany',
	operations: [getOperation, getManyOperation, getPriceOperation],
	fields: [
		{
			...modelField(shownFor('model', 'get')),
			description:
				'The model that the row tells about: what it makes, what it costs and every input it takes',
		},
		...returnAllOrLimit(shownFor('model', 'getMany')),
		...modelListFields(shownFor('model', 'getMany')),
		...getPriceFields(),
	],
};
