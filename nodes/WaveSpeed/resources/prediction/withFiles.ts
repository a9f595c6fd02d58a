import type { INodeExecutionData } from 'n8n-workflow';

import { rethrown } from '../../api/callFailure';
import { readId, readPrediction } from '../../api/prediction';
import { WaveSpeedError } from '../../errors/errorClasses';
import type { Item } from '../../item/item';
import { classifyOutputs } from '../../outputs/classifyOutputs';
import { downloadOutputs } from '../../outputs/downloadOutputs';
import type { DownloadChoices } from '../../outputs/readDownloadChoices';
import { outputRows } from '../../outputs/rows';

/**
 * A listed prediction with its files. One that is not completed stays as listed; if its files are no
 * longer available, `failure` says why, so that the others are not lost with it.
 * @throws WaveSpeedError if the execution was stopped
 */
export async function withFiles(
	item: Item,
	row: INodeExecutionData,
	choices: DownloadChoices,
): Promise<INodeExecutionData> {
	if (readId(row.json) === undefined) return row;
	const prediction = readPrediction(row.json, { secrets: item.api.connection.secrets });
	const isThere = classifyOutputs(prediction.outputs).length > 0;
	if (prediction.standing !== 'completed' || !isThere) return row;
	const { model } = row.json;
	const from = { model: typeof model === 'string' ? model : undefined, input: row.json.input };
	try {
		const made = await downloadOutputs(item, prediction, choices, from);
		const [whole] = outputRows(prediction, made, { ...choices, rowPer: 'prediction' }, item.index);
		return whole ?? row;
	} catch (error) {
		if (!(error instanceof WaveSpeedError) || error.details.reason === 'stopped')
			throw rethrown(error);
		return { ...row, json: { ...row.json, failure: error.message } };
	}
}
