import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { readPrediction, type Prediction } from '../WaveSpeed/api/prediction';
import { createEnvironment } from '../WaveSpeed/environment';
import { toErrorRow } from '../WaveSpeed/errors/convert';
import { predictionFailed } from '../WaveSpeed/errors/predictionWording';
import { downloadOutputs } from '../WaveSpeed/pipeline/downloadOutputs';
import { readDownloadChoices } from '../WaveSpeed/pipeline/readOptions';
import { outputRows } from '../WaveSpeed/pipeline/rows';
import { callbackItem } from './callbackItem';

const environment = createEnvironment();

/**
 * The rows that the workflow starts with: the files of the prediction that `receive` has passed on, or
 * why there are none. n8n calls this inside the execution that the callback has started. Only there does
 * a file belong to that execution: one stored by the webhook itself belongs to none, so in n8n's
 * database (the default of queue mode) it could not be looked at and would stay for ever (seen in
 * 2.41.1). In queue mode it also leaves the download to a worker.
 */
export async function startWorkflow(host: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const item = await callbackItem(host, environment);
	const prediction = passedOn(host);
	const { model } = prediction.fields;
	const name = typeof model === 'string' ? model : undefined;
	try {
		if (prediction.standing === 'failed')
			throw predictionFailed(prediction, item.at({ model: name }));
		const choices = readDownloadChoices(item);
		const made = await downloadOutputs(item, prediction, choices, name);
		return [outputRows(prediction, made, choices, 0)];
	} catch (error) {
		// A file that cannot be had must not hide that it was made: the row has the id and the URLs.
		return [[toErrorRow(error, { itemIndex: 0, itemCount: 1 })]];
	}
}

/** @throws NodeOperationError where something else has started the workflow, e.g. `n8n execute` */
function passedOn(host: IExecuteFunctions): Prediction {
	try {
		return readPrediction(host.getInputData()[0]?.json);
	} catch {
		throw new NodeOperationError(
			host.getNode(),
			'No callback of WaveSpeed has started this workflow',
			{
				description:
					'The trigger starts from a callback only. Submit a prediction with the trigger’s URL in the option “Webhook URL” of WaveSpeedAI → Submit.',
			},
		);
	}
}
