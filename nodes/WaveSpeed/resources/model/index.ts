import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import type { Environment } from '../../environment';
import { returnAllOrLimit } from '../listFields';
import { modelField } from '../prediction/fields/model';
import { modelListFields } from './fields';
import { getOperation } from './get';
import { getManyOperation } from './getMany';
import { getPriceFields, getPriceOperation } from './getPrice';

const shownFor = (...operation: string[]): IDisplayOptions & { show: object } => ({
	show: { resource: ['model'], operation },
});

/** Everything the panel shows for the resource Model, top to bottom. */
export function modelProperties(environment: Environment): INodeProperties[] {
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			default: 'getMany',
			description: 'What to learn about models',
			displayOptions: { show: { resource: ['model'] } },
			options: [
				getOperation(environment),
				getManyOperation(environment),
				getPriceOperation(environment),
			],
		},
		{ ...modelField(shownFor('get')), description: 'The model to tell about' },
		...returnAllOrLimit(shownFor('getMany')),
		...modelListFields(shownFor('getMany')),
		...getPriceFields(),
	];
}
