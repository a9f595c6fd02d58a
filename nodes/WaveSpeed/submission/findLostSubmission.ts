import type { IDataObject } from 'n8n-workflow';

import { isPredictionId } from '../api/paths';
import { readPrediction, type Prediction } from '../api/prediction';
import { isRecord } from '../schema/narrow';
import { CLOCK_SKEW_LIMIT, LIST_PAGES, SUBMISSION_CLOCK_TOLERANCE } from '../policy';
import type { Item } from '../item/item';
import { stableJson } from './submissionRecords';

export interface Lost {
	model: string;
	input: IDataObject;
	/** When the POST of unknown outcome was sent, on this machine's clock. */
	since: Date;
	/** Tells the predictions that belong to other submissions. */
	isTaken(predictionId: string): boolean;
}

/**
 * Looks in the account's prediction list for a submission whose outcome is unknown.
 * Source: POST /api/v3/predictions, newest first, 7 days back, 100 a page at most.
 * @returns the prediction with the same model and input, created since; undefined if there is none
 * @throws CallFailure when the list cannot be had
 */
export async function findLostSubmission(item: Item, lost: Lost): Promise<Prediction | undefined> {
	for (let page = 1; page <= LIST_PAGES; page++) {
		const { rows, serverAheadMs } = await readPage(item, lost, page);
		const earliest = lost.since.getTime() + serverAheadMs - SUBMISSION_CLOCK_TOLERANCE;
		// Oldest first: when two items sent the same, each takes one, in the order they were sent.
		for (const candidate of [...rows].reverse()) {
			if (!isTheLostOne(candidate, lost, earliest)) continue;
			const prediction = readPrediction(candidate, { secrets: item.api.connection.secrets });
			if (lost.isTaken(prediction.id) || item.run.adopted.has(prediction.id)) continue;
			item.run.adopted.add(prediction.id);
			return prediction;
		}
		const oldest = Date.parse(String(rows.at(-1)?.created_at));
		if (rows.length < PAGE_SIZE || oldest < earliest) return undefined;
	}
	return undefined;
}

const PAGE_SIZE = 100;

interface Page {
	rows: IDataObject[];
	/** How far the server's clock is ahead of this machine's; milliseconds. */
	serverAheadMs: number;
}

async function readPage(item: Item, { model, since }: Lost, page: number): Promise<Page> {
	const { time } = item.environment;
	let serverAheadMs = 0;
	const data = (await item.api.read({
		method: 'POST',
		path: '/api/v3/predictions',
		body: {
			page,
			page_size: PAGE_SIZE,
			model,
			include_inputs: true,
			// Wider than needed, because only the answer tells how wrong this machine's clock is.
			created_after: new Date(since.getTime() - CLOCK_SKEW_LIMIT).toISOString(),
		},
		onServerDate: (date) => (serverAheadMs = date.getTime() - time.date().getTime()),
	})) as { items?: unknown };
	const rows = Array.isArray(data.items) ? data.items : [];
	return { rows: rows.filter(isRecord) as IDataObject[], serverAheadMs };
}

/** The API fills in defaults, so the list's input has at least what was sent. */
function isTheLostOne(candidate: IDataObject, lost: Lost, earliest: number): boolean {
	const input = candidate.input ?? candidate.inputs;
	if (candidate.model !== lost.model || !isRecord(input)) return false;
	if (!isPredictionId(candidate.id)) return false;
	if (!(Date.parse(String(candidate.created_at)) >= earliest)) return false;
	return Object.entries(lost.input).every(
		([key, value]) => stableJson(input[key]) === stableJson(value),
	);
}
