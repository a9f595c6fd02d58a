import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { rethrown } from '../../api/callFailure';
import { readId, readPrediction } from '../../api/prediction';
import {
	type PredictionFilters,
	predictionListCall,
	readPredictionList,
	saysNothingFollows,
} from '../../api/predictionList';
import { stableJson } from '../../digest';
import { InputError, WaveSpeedError } from '../../errors/errorClasses';
import type { Item } from '../../item/item';
import { isSet } from '../../narrow';
import { classifyOutputs } from '../../outputs/classifyOutputs';
import { downloadOutputs } from '../../outputs/downloadOutputs';
import {
	type DownloadChoices,
	readDownloadChoices,
	readDownloadOutputs,
} from '../../outputs/readDownloadChoices';
import { outputRows } from '../../outputs/rows';
import { PREDICTION_PAGES } from '../../policy';
import type { Operation } from '../operation';
import { readLimit, readPredictionFilters } from './predictionFilters';

/** Lists the account's predictions: one row each, newest first. */
async function getMany(item: Item): Promise<INodeExecutionData[]> {
	const filters = readPredictionFilters(item);
	const limit = readLimit(item);
	// Without the option nothing is downloaded: a list may be long.
	const isWanted = readDownloadOutputs(item, false);
	const choices = { ...readDownloadChoices(item), enabled: isWanted };
	const predictions = await listPredictions(item, filters, limit);
	const rows = predictions.map((prediction) => ({
		json: listedRow(prediction),
		pairedItem: { item: item.index },
	}));
	if (!choices.enabled) return rows;
	return await Promise.all(rows.map(async (row) => await withFiles(item, row, choices)));
}

/**
 * The prediction under the API's names, except `error`, which n8n would take for a failure of the row and
 * of the node. The message of a failed prediction is in `failure`.
 */
function listedRow({ error, ...fields }: IDataObject): IDataObject {
	const isSaid = isSet(error);
	return isSaid ? { ...fields, failure: error } : fields;
}

export const getManyOperation: Operation = {
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many generations',
	description: 'List the account’s predictions of the last 7 days, newest first',
	steps: getMany,
};

/**
 * Reads the account's predictions page by page, newest first.
 * @param limit how many at most; Infinity for all matches
 * @throws CallFailure; InputError if more match than the node reads
 */
async function listPredictions(
	item: Item,
	filters: PredictionFilters,
	limit: number,
): Promise<IDataObject[]> {
	const found = new Map<unknown, IDataObject>();
	for (let page = 1; page <= PREDICTION_PAGES; page++) {
		const data = await item.api.read(predictionListCall(filters, page));
		const listed = readPredictionList(data);
		const before = found.size;
		// A new prediction shifts the older ones, so that one may appear twice.
		for (const prediction of listed) {
			// A row without an id is another one unless it is the same in all fields.
			const identity = isSet(prediction.id) ? prediction.id : stableJson(prediction);
			if (!found.has(identity)) found.set(identity, prediction);
		}
		// A page may be smaller than requested, so only one without anything new is the last.
		const isLast = found.size === before || saysNothingFollows(data, found.size);
		if (isLast || found.size >= limit) return [...found.values()].slice(0, limit);
	}
	throw new InputError(
		`More than ${found.size} predictions match. Narrow the filters, for example with “Created After”, or set a limit.`,
		{ reason: 'tooManyPredictions', field: 'filters' },
	);
}

/**
 * A listed prediction with its files. One that is not completed stays as listed; if its files are no
 * longer available, `failure` says why, so that the others are not lost with it.
 * @throws WaveSpeedError if the execution was stopped
 */
async function withFiles(
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
