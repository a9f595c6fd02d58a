import type { INodePropertyOptions } from 'n8n-workflow';

import type { Environment } from '../../environment';
import { completedRows } from '../../outputs/completedRows';
import { fetchPrediction } from '../../waiting/fetchPrediction';
import { readDownloadChoices, readWaitOptions } from '../../item/readOptions';
import { readPredictionId } from './readPredictionIds';
import { predictionRow } from '../../outputs/rows';
import { waitUntilFinished } from '../../waiting/poll';
import { itemLife, type Operation } from '../../item/runOperation';

/** Fetches a prediction by its id: the way back to everything that was paid for. */
const getResult: Operation = async (item) => {
	const predictionId = readPredictionId(item);
	const waiting = readWaitOptions(item);
	const choices = readDownloadChoices(item);
	const prediction = item.parameter('waitUntilFinished', false)
		? await waitUntilFinished(item, { predictionId }, { ...waiting, firstPauseMs: 0, isNew: false })
		: await fetchPrediction(item, predictionId);
	if (prediction.standing === 'running') return [predictionRow(prediction, item.index)];
	const { model } = prediction.fields;
	return await completedRows(item, prediction, choices, {
		model: typeof model === 'string' ? model : undefined,
	});
};

export function getResultOperation(environment: Environment): INodePropertyOptions {
	return {
		name: 'Get Result',
		value: 'getResult',
		action: 'Get the status and the files of a prediction',
		description: 'Fetch the status and the outputs of a prediction by its ID',
		routing: {
			request: {
				method: 'GET',
				url: '=/api/v3/predictions/{{ $parameter.predictionId?.value ?? $parameter.predictionId }}/result',
			},
			send: { paginate: true },
			operations: { pagination: itemLife(getResult, environment) },
		},
	};
}
