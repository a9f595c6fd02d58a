import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { callApi } from '../api/call';
import { CallFailure, rethrown } from '../api/callFailure';
import { readConnection } from '../api/connection';
import { isPredictionId } from '../api/paths';
import { readStanding } from '../api/prediction';
import { predictionListCall, readPredictionList, saysNothingFollows } from '../api/predictionList';
import { redact } from '../errors/redact';
import { explainFailure } from '../api/apiErrors';
import { PICKER_ENTRY_PIXELS, PICKER_PAGES_SEARCHED, PICKER_PROMPT_CHARACTERS } from '../policy';
import { promptText } from '../schema/inputsForWords';
import { cutToFit, textWidth } from './labelWidth';
import { listSearchError } from './listSearchError';

/**
 * The list of the field “Prediction ID”: the account's predictions of the last 7 days, newest first, or
 * those that contain all words of the filter (id, model, status, prompt, time as shown and in UTC).
 * @param paginationToken the page to continue with, as this function returned it
 * @throws NodeApiError the editor shows its message in place of the list
 */
export async function searchPredictions(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const words = (filter ?? '').toLowerCase().split(/\s+/).filter(Boolean);
	const first = Math.max(1, Math.trunc(Number(paginationToken ?? 1)) || 1);
	// A page without a single match would look like the end of the list, so it searches some more pages.
	const last = first + (words.length > 0 ? PICKER_PAGES_SEARCHED : 1) - 1;
	const results: INodeListSearchItems[] = [];
	try {
		const clock = clockOf(this.getTimezone());
		for (let page = first; ; page++) {
			const { listed, isLast } = await readPage(this, page);
			const fitting = listed.filter(({ id }) => isPredictionId(id)).filter(matcher(words, clock));
			results.push(...fitting.map((prediction) => entryOf(prediction, clock)));
			if (isLast) return { results };
			if (page >= last) return { results, paginationToken: String(page + 1) };
		}
	} catch (error) {
		throw listSearchError(error, this.getNode());
	}
}

async function readPage(
	panel: ILoadOptionsFunctions,
	page: number,
): Promise<{ listed: IDataObject[]; isLast: boolean }> {
	const connection = await readConnection(panel);
	try {
		const data = await callApi(panel, connection, predictionListCall({}, page));
		const listed = readPredictionList(data);
		// A page may be smaller than requested: only an empty page, or the answer's own fields, mark the
		// end.
		const isLast = listed.length === 0 || saysNothingFollows(data, page * listed.length);
		return { listed, isLast };
	} catch (failure) {
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		throw explainFailure(failure, connection);
	}
}

function matcher(
	words: string[],
	clock: Intl.DateTimeFormat,
): (prediction: IDataObject) => boolean {
	return (prediction) => {
		if (words.length === 0) return true;
		const { id, model, status, created_at: createdAt } = prediction;
		const shownTime = formatTime(createdAt, clock);
		const all = [id, model, status, createdAt, shownTime, promptOf(prediction)];
		const text = all.join(' ').toLowerCase();
		return words.every((word) => text.includes(word));
	};
}

/**
 * The editor shows the beginning of an entry, and less of it in the closed field: what was made comes first,
 * cut so that the time has room in the open list. Only a status other than completed is named.
 */
function entryOf(prediction: IDataObject, clock: Intl.DateTimeFormat): INodeListSearchItems {
	const { id, model, status, created_at: createdAt } = prediction;
	const prompt = redact(promptOf(prediction)).slice(0, PICKER_PROMPT_CHARACTERS);
	const [made = '', ...others] = [prompt, redact(model)].filter((text) => text !== '');
	const named = readStanding(String(status)) === 'completed' ? '' : redact(status);
	const facts = [named, formatTime(createdAt, clock)].filter((fact) => fact !== '');
	const hasRoom = (text: string) => textWidth([text, ...facts].join(' · ')) <= PICKER_ENTRY_PIXELS;
	const parts = [cutToFit(made, hasRoom), ...facts, ...others];
	return { name: parts.filter((part) => part !== '').join(' · '), value: String(id) };
}

function promptOf({ input, inputs }: IDataObject): string {
	return promptText(input ?? inputs)
		.replace(/\s+/g, ' ')
		.trim();
}

/** @returns `22 Nov, 10:30:05 CET`, or an empty text for anything that is no time */
function formatTime(createdAt: unknown, clock: Intl.DateTimeFormat): string {
	const time = new Date(String(createdAt));
	return Number.isNaN(time.getTime()) ? '' : clock.format(time);
}

/** The workflow's clock, made once for the list, which is slow. A list of 7 days needs no year. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
	return new Intl.DateTimeFormat('en-GB', {
		timeZone,
		day: 'numeric',
		month: 'short',
		hour: '2-digit',
		minute: '2-digit',
		// Two runs of one prompt often fall into the same minute.
		second: '2-digit',
		// The browser, and with it the list of executions, may be in another zone.
		timeZoneName: 'short',
	});
}
