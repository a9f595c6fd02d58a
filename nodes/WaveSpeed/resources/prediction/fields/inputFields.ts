import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { SHIPPED_WITHOUT_FILES } from '../../../models/shippedModels';

/**
 * The model's input: what people write at length, and the other inputs as a form or as JSON. A prompt and
 * lyrics have their own fields because a form's text fields are one line high and lose line breaks.
 * @param displayOptions the operations that run a model
 * @param wordFields the field for the prompt, or its replacement, if not all operations have it
 * @param formDependsOn what decides about the form besides the model; when it changes, the editor empties
 * the form
 */
export function inputFields(
	displayOptions: IDisplayOptions,
	wordFields: INodeProperties[] = [promptField(displayOptions)],
	formDependsOn: string[] = [],
): INodeProperties[] {
	const shownIn = (inputMode: string): IDisplayOptions => ({
		show: { ...displayOptions.show, inputMode: [inputMode] },
	});
	return [
		{
			displayName: 'Input',
			name: 'inputMode',
			type: 'options',
			noDataExpression: true,
			default: 'fields',
			description: 'How to give the model its inputs',
			displayOptions,
			options: [
				{
					name: 'Using Fields Below',
					value: 'fields',
					description: 'A field for the prompt and a form made from the model’s other inputs',
				},
				{
					name: 'Using JSON',
					value: 'json',
					description: 'All inputs except the prompt in one JSON object',
				},
			],
		},
		...wordFields,
		{
			displayName: 'Model Inputs',
			name: 'inputFields',
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'defineBelow', value: null },
			description:
				'The model’s other inputs; an empty one uses the model’s default, except that the node draws a seed',
			displayOptions: shownIn('fields'),
			typeOptions: {
				loadOptionsDependsOn: ['model.value', ...formDependsOn],
				resourceMapper: {
					resourceMapperMethod: 'getModelFields',
					mode: 'add',
					valuesLabel: 'Model Inputs',
					fieldWords: { singular: 'input', plural: 'inputs' },
					// false would hide every optional field of a new node, whatever the form says.
					addAllFields: true,
					multiKeyMatch: false,
					supportAutoMap: false,
				},
			},
		},
		{
			displayName: 'Input (JSON)',
			name: 'inputJson',
			type: 'json',
			typeOptions: { rows: 6 },
			default: '{}',
			placeholder: 'e.g. {"duration": 10, "resolution": "768p"}',
			description:
				'One object with the model’s inputs, named as on the model’s page; a prompt in it replaces the field Prompt',
			displayOptions: shownIn('json'),
		},
	];
}

/** In both modes: n8n forgets a field that is hidden, and with it a typed prompt. */
export function promptField(displayOptions: IDisplayOptions): INodeProperties {
	return {
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. A lighthouse at dusk, calm and warm',
		description: 'What to make, in words; leave it empty only if the model works from a file alone',
		displayOptions,
	};
}

/**
 * The prompt of speech models. It is a separate parameter, because n8n evaluates a parameter twice for
 * each of its declared fields, shown or not.
 */
export function spokenTextField(displayOptions: IDisplayOptions): INodeProperties {
	return {
		...promptField(displayOptions),
		displayName: 'Text',
		name: 'text',
		placeholder: 'e.g. Welcome back! Here is what happened while you were away.',
		description: 'What to read aloud, word for word',
	};
}

/** Beside the prompt, for models that sing. */
export function lyricsField(displayOptions: IDisplayOptions): INodeProperties {
	return {
		...promptField(displayOptions),
		displayName: 'Lyrics',
		name: 'lyrics',
		placeholder: 'e.g. [verse] The harbour sleeps, the lamps are low',
		description:
			'What to sing, line by line, if the model takes lyrics, as MiniMax Music does; leave it empty for others',
	};
}

/**
 * Files of the item as inputs of the model. The input is chosen by name and not in the form, because a
 * form's fields are texts, for addresses.
 * @param displayOptions the operations that take a model's input
 */
export function binaryInputsField(displayOptions: IDisplayOptions): INodeProperties {
	return {
		displayName: 'Binary Inputs',
		name: 'binaryInputs',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add file',
		default: {},
		description:
			'Files of the item for the model to work from; the node uploads them to WaveSpeed, which keeps them for 7 days',
		displayOptions: {
			...displayOptions,
			// The form says so on its first field; without a form nobody knows, and files may fit. Older
			// versions of n8n find a parameter only by a path from the root (run on 2.8.4).
			hide: {
				'/inputFields.schema[0].modelTakesFile': [false],
				// A model that takes nothing but a prompt has no form to say so.
				'/model.value': [...SHIPPED_WITHOUT_FILES],
			},
		},
		options: [
			{
				displayName: 'File',
				name: 'files',
				values: [
					{
						displayName: 'Input Name or ID',
						name: 'input',
						type: 'options',
						typeOptions: {
							loadOptionsMethod: 'getFileInputs',
							loadOptionsDependsOn: ['model.value'],
						},
						default: '',
						description:
							'The input of the model that takes the file; if it is the only one, or the only required one, you can leave this empty. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
					},
					{
						displayName: 'Binary Field',
						name: 'binaryField',
						type: 'string',
						default: 'data',
						placeholder: 'e.g. data',
						hint: 'The name of the input binary field with the file',
						description:
							'For an input that takes several files: names separated by commas, or a pattern such as data* for data, data_1, …',
					},
				],
			},
		],
	};
}
