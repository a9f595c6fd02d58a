import type { INodePropertyOptions } from 'n8n-workflow';

import type { Environment } from '../../environment';
import { downloadOutputs } from '../../outputs/downloadOutputs';
import { fetchPrediction } from '../../waiting/fetchPrediction';
import { readDownloadChoices, readWaitOptions } from '../../item/readOptions';
import { readPredictionId } from './readPredictionIds';
import { outputRows, predictionRow } from '../../outputs/rows';
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
	const made = await downloadOutputs(
		item,
		prediction,
		choices,
		typeof model === 'string' ? model : undefined,
	);
	return outputRows(prediction, made, choices, item.index);
};

export function getResultOperation(environment: Environment): INodePropertyOptions {
	return {
		name: 'Get Result',
		value: 'getResult',
		action: 'Get result of generation',
		description:
			'Fetch what was started or paid before: its status and its files, from a list or by its ID',
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
