import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import type { Environment } from '../../environment';
import { inputFields } from './fields/input';
import { modelField } from './fields/model';
import { optionCollections } from './fields/options';
import { generateAndWaitOperation } from './generateAndWait';
import { getResultOperation } from './getResult';
import { submitOperation } from './submit';

const shownFor = (...operation: string[]): IDisplayOptions => ({
	show: { resource: ['prediction'], operation },
});

const runsModel = shownFor('generateAndWait', 'submit');
const fetchesResult = shownFor('getResult');

/** Everything the panel shows for the resource Prediction, top to bottom. */
export function predictionProperties(environment: Environment): INodeProperties[] {
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			default: 'generateAndWait',
			displayOptions: { show: { resource: ['prediction'] } },
			options: [
				generateAndWaitOperation(environment),
				getResultOperation(environment),
				submitOperation(environment),
			],
		},
		modelField(runsModel),
		...inputFields(runsModel),
		{
			displayName: 'Prediction ID',
			name: 'predictionId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. ded09b4c9b104fb88a38feab74c9d54c',
			description: 'The ID that Submit returned, or that an error of this node names',
			displayOptions: fetchesResult,
		},
		{
			displayName: 'Wait Until Finished',
			name: 'waitUntilFinished',
			type: 'boolean',
			default: false,
			description:
				'Whether to wait for a prediction that is still under way; otherwise the item goes on with its status',
			displayOptions: fetchesResult,
		},
		...optionCollections(),
	];
}
