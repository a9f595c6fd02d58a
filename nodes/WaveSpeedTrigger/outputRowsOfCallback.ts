import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { Api } from '../WaveSpeed/api/api';
import { CallFailure, rethrown } from '../WaveSpeed/api/callFailure';
import { readConnection } from '../WaveSpeed/api/connection';
import { readPrediction, type Prediction } from '../WaveSpeed/api/prediction';
import { readResultIfThere } from '../WaveSpeed/api/readResult';
import { namingPrediction } from '../WaveSpeed/errors/errorClasses';
import { toErrorRow, toOwnError } from '../WaveSpeed/errors/toN8nError';
import type { OutputItem } from '../WaveSpeed/item/item';
import { readBooleanOption } from '../WaveSpeed/item/readBooleanOption';
import { createProcessServices } from '../WaveSpeed/item/processServices';
import { Run } from '../WaveSpeed/item/run';
import { completedRows } from '../WaveSpeed/outputs/completedRows';
import { readDownloadChoices } from '../WaveSpeed/outputs/readDownloadChoices';
import { CALLBACK_LAG, POLL_FIRST } from '../WaveSpeed/policy';
import { predictionFailed } from '../WaveSpeed/waiting/predictionErrors';

/**
 * The rows that the workflow starts with: the files of the prediction that `receiveCallback` has passed
 * on, or why there are none. n8n calls this inside the execution that the callback has started. Only
 * there does a file belong to that execution: one stored by the webhook itself belongs to none, so in
 * n8n's database (the default of queue mode) it could not be viewed and would stay forever (seen in
 * 2.41.1). In queue mode this also leaves the download to a worker.
 */
export async function outputRowsOfCallback(
	host: IExecuteFunctions,
): Promise<INodeExecutionData[][]> {
	let prediction = passedOn(host);
	let secrets: readonly string[] = [];
	try {
		const item = await callbackItem(host);
		({ secrets } = item.api.connection);
		prediction = await resultOf(item, prediction);
		const { model } = prediction.fields;
		const name = typeof model === 'string' ? model : undefined;
		if (prediction.standing === 'failed')
			throw predictionFailed(prediction, item.at({ model: name }));
		const choices = readDownloadChoices(item);
		return [await completedRows(item, prediction, choices, { model: name })];
	} catch (error) {
		// WaveSpeed does not call again: whatever is wrong, this row is the way to what was paid for.
		const thrown = toOwnError(error, secrets);
		const outputs =
			prediction.standing === 'completed' ? addressesIn(prediction.outputs) : undefined;
		const own = thrown.with({ details: { outputs: thrown.details.outputs ?? outputs } });
		const row = toErrorRow(namingPrediction(own, prediction.id), { itemIndex: 0, itemCount: 1 });
		return [[row]];
	}
}

/**
 * The prediction from the API, fetched with the key. The API may lag some time behind its own callback;
 * if it stays behind or does not answer, the callback counts, as its signature was checked.
 */
async function resultOf(item: OutputItem, announced: Prediction): Promise<Prediction> {
	const isToFetch = readBooleanOption(
		item,
		'options.fetchResult',
		'Fetch Result with API Key',
		true,
	);
	if (!isToFetch) return announced;
	const { time } = item.services;
	const until = time.now() + CALLBACK_LAG;
	try {
		for (;;) {
			const result = await readResultIfThere(item.api, announced.id, { until });
			if (result && result.standing !== 'running') return result;
			if (time.now() + POLL_FIRST >= until || item.signal?.aborted) return announced;
			await time.sleep(POLL_FIRST, item.signal);
		}
	} catch (failure) {
		if (failure instanceof CallFailure) return announced;
		throw rethrown(failure);
	}
}

/** Without files in base64, which may be large. */
function addressesIn(outputs: unknown): string[] {
	return (Array.isArray(outputs) ? outputs : []).filter(
		(output): output is string => typeof output === 'string' && /^https?:/.test(output),
	);
}

/** @throws NodeOperationError if something else has started the workflow, e.g. `n8n execute` */
function passedOn(host: IExecuteFunctions): Prediction {
	try {
		return readPrediction(host.getInputData()[0]?.json);
	} catch {
		throw new NodeOperationError(
			host.getNode(),
			'No callback from WaveSpeed has started this workflow',
			{
				description:
					'The trigger starts from a callback only. Submit a prediction with the trigger’s URL in the option “Webhook URL” of WaveSpeedAI → Submit.',
			},
		);
	}
}

const services = createProcessServices();

/**
 * A callback as an item, so that the steps that make rows of a prediction can work on it. They need from
 * its host only what every execution has: requests, credentials, binary data, the log.
 */
async function callbackItem(host: IExecuteFunctions): Promise<OutputItem> {
	const connection = await readConnection(host);
	const run = new Run(1, true, services.time);
	const signal = host.getExecutionCancelSignal?.();
	return {
		host,
		index: 0,
		member: 0,
		run,
		services,
		forAgent: false,
		signal,
		api: new Api(host, connection, run.traffic, services.time, signal),
		at: (further) => ({ ...connection, ...further }),
		parameter: (name, fallback): unknown => host.getNodeParameter(name, 0, fallback),
	};
}
