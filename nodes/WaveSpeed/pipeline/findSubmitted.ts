import type { IDataObject } from 'n8n-workflow';

import { CallFailure } from '../api/callFailure';
import { readPrediction, type Prediction } from '../api/prediction';
import { explainFailure } from '../errors/wording';
import { SUBMISSION_CLOCK_TOLERANCE } from '../policy';
import type { Item } from '../run/item';
import { stableJson } from '../run/memory';

export interface Lost {
	model: string;
	input: IDataObject;
	/** When the POST of unknown outcome was sent. */
	since: Date;
	/** Predictions that belong to other submissions. */
	taken: ReadonlySet<string>;
}

/**
 * Looks in the account's prediction list for a submission whose outcome is unknown.
 * Source: POST /api/v3/predictions, newest first, 7 days back, 100 a page at most.
 * @returns the prediction with the same model and input, created since; undefined if there is none
 * @throws WaveSpeedError when the list cannot be had
 */
export async function findSubmitted(item: Item, lost: Lost): Promise<Prediction | undefined> {
	const earliest = lost.since.getTime() - SUBMISSION_CLOCK_TOLERANCE;
	for (let page = 1; ; page++) {
		const listed = await readPage(item, lost, page, new Date(earliest));
		// Oldest first: when two items sent the same, each takes one, in the order they were sent.
		for (const candidate of [...listed].reverse()) {
			if (!isTheLostOne(candidate, lost, earliest)) continue;
			const prediction = readPrediction(candidate);
			if (lost.taken.has(prediction.id) || item.run.adopted.has(prediction.id)) continue;
			item.run.adopted.add(prediction.id);
			return prediction;
		}
		if (listed.length < PAGE_SIZE) return undefined;
	}
}

const PAGE_SIZE = 100;

async function readPage(item: Item, lost: Lost, page: number, since: Date): Promise<IDataObject[]> {
	try {
		const data = (await item.api.read({
			method: 'POST',
			path: '/api/v3/predictions',
			body: {
				page,
				page_size: PAGE_SIZE,
				model: lost.model,
				created_after: since.toISOString(),
			},
		})) as { items?: unknown };
		return Array.isArray(data.items) ? (data.items as IDataObject[]) : [];
	} catch (failure) {
		if (failure instanceof CallFailure) throw explainFailure(failure, item.at({ model: lost.model }));
		throw failure as Error;
	}
}

/** The API fills in defaults, so the list's input has at least what was sent. */
function isTheLostOne(candidate: IDataObject, lost: Lost, earliest: number): boolean {
	const input = candidate.input ?? candidate.inputs;
	if (candidate.model !== lost.model || typeof input !== 'object' || input === null) return false;
	if (!(Date.parse(String(candidate.created_at)) >= earliest)) return false;
	return Object.entries(lost.input).every(
		([key, value]) => stableJson((input as IDataObject)[key]) === stableJson(value),
	);
}
