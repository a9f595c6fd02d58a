import type { INodeExecutionData } from 'n8n-workflow';

import type { Item } from '../../item/item';
import { readBooleanOption } from '../../item/readBooleanOption';
import { completedRows } from '../../outputs/completedRows';
import { keepingInputFields } from '../../outputs/includeInputFields';
import { readDownloadChoices } from '../../outputs/readDownloadChoices';
import { predictionRow } from '../../outputs/rows';
import { fetchPrediction } from '../../waiting/fetchPrediction';
import { predictionFailed } from '../../waiting/predictionErrors';
import { readWaitOptions } from '../../waiting/readWaitOptions';
import { waitUntilFinished } from '../../waiting/waitUntilFinished';
import type { Operation } from '../operation';
import { readPredictionId } from './predictionIds';

/** Fetches a prediction by its id: the way back to everything that was paid for. */
async function getResult(item: Item): Promise<INodeExecutionData[]> {
	const predictionId = readPredictionId(item);
	const waiting = readWaitOptions(item);
	const choices = readDownloadChoices(item);
	const isPatient = readBooleanOption(item, 'waitUntilFinished', 'Wait Until Finished', false);

	const prediction = isPatient
		? await waitUntilFinished(item, { predictionId, isNew: false }, waiting)
		: await fetchPrediction(item, predictionId);
	if (prediction.standing === 'running') return [predictionRow(prediction, item.index)];
	if (prediction.standing === 'failed') throw predictionFailed(prediction, item.at());

	const { model } = prediction.fields;
	const named = typeof model === 'string' ? model : undefined;
	return await completedRows(item, prediction, choices, { model: named });
}

export const getResultOperation: Operation = {
	name: 'Get Result',
	value: 'getResult',
	action: 'Get result of generation',
	description:
		'Fetch what was started or paid before: its status and its files, from a list or by its ID',
	steps: keepingInputFields(getResult),
};
