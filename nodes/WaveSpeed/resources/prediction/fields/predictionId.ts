import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

interface PredictionIdField {
	/** How a new node selects it: from a list of recent predictions, or by id. */
	mode: 'list' | 'id';
	description: string;
	/** The sentence below the field for ids. */
	hint: string;
	placeholder: string;
}

/**
 * The prediction that an operation works on: picked from the recent ones, or given by its id. A plain
 * text from an expression or a tool call, in place of the chooser's object, counts as the id.
 */
export function predictionIdField(
	displayOptions: IDisplayOptions,
	{ mode, description, hint, placeholder }: PredictionIdField,
): INodeProperties {
	return {
		displayName: 'Prediction ID',
		name: 'predictionId',
		type: 'resourceLocator',
		required: true,
		default: { mode, value: '' },
		description,
		displayOptions,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Search by model, status or prompt',
				typeOptions: {
					searchListMethod: 'searchPredictions',
					searchable: true,
					searchFilterRequired: false,
				},
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder, hint },
		],
	};
}
