import { returnAllOrLimit } from '../listFields';
import { makesOneKind, runsModel, takesWords } from '../../panel/chosenOperation';
import { shownFor, type Resource } from '../operation';
import { deleteOperation } from './delete';
import {
	binaryInputsField,
	inputFields,
	lyricsField,
	promptField,
	spokenTextField,
} from './fields/inputFields';
import { predictionFilters } from './predictionFilters';
import { modelField } from './fields/modelField';
import { keptOptions, optionCollections } from './fields/options';
import { predictionIdField } from './predictionIds';
import { generateAndWaitOperation } from './generateAndWait';
import { getManyOperation } from './getMany';
import { getResultOperation } from './getResult';
import { submitOperation } from './submit';

const runsAnyModel = shownFor('prediction', 'generateAndWait', 'submit');
const fetchesResult = shownFor('prediction', 'getResult');
const deletes = shownFor('prediction', 'delete');
const lists = shownFor('prediction', 'getMany');

export const prediction: Resource = {
	name: 'Prediction',
	value: 'prediction',
	description: 'Whatever any model makes: generate, start, fetch, list and delete',
	operationHint:
		'A prediction is what WaveSpeed calls each thing it makes: make one with any model, or fetch, list and delete those of the last 7 days',
	defaultOperation: 'generateAndWait',
	operations: [
		// Also the order of n8n's list of actions: the most wanted first.
		generateAndWaitOperation,
		submitOperation,
		getResultOperation,
		getManyOperation,
		deleteOperation,
	],
	fields: [
		modelField(runsAnyModel),
		// Above the form of every operation: equal fields are merged into the first of them.
		...inputFields(runsAnyModel, [
			promptField(runsAnyModel),
			spokenTextField(takesWords('text')),
			lyricsField(takesWords('lyrics')),
		]),
		// The fields from here on belong to the other resources that make something. If a model stays when
		// one of their operations changes, it may not fit: the form has to say so.
		...inputFields(makesOneKind, [promptField(takesWords('prompt'))], ['resource', 'operation']),
		binaryInputsField(runsModel),
		predictionIdField(fetchesResult, {
			// People who open this by hand have usually lost a paid prediction, and its id too.
			mode: 'list',
			description:
				'From List shows those of the last 7 days, newest first, with their prompts; By ID also takes the address of a result',
			placeholder: 'e.g. {{ $json.id }} or ded09b4c9b104fb88a38feab74c9d54c',
			hint: 'The id that Submit returned, or that an error of this node names',
		}),
		predictionIdField(deletes, {
			mode: 'id',
			description:
				'The predictions to delete, together with their outputs; leave out those that are still running',
			placeholder: 'e.g. ded09b4c9b104fb88a38feab74c9d54c, 7c2f0e3b5c6d4a0d9a53d8b1c0d4e5f6',
			hint: 'One id, several separated by commas, or an expression that returns a list',
		}),
		...returnAllOrLimit(lists),
		predictionFilters(lists),
		{
			displayName: 'Wait Until Finished',
			name: 'waitUntilFinished',
			type: 'boolean',
			default: false,
			description:
				'Whether to wait for a prediction that is still running; otherwise the item continues with its status',
			displayOptions: fetchesResult,
		},
		...optionCollections(),
	],
	lastFields: keptOptions(deletes),
};
