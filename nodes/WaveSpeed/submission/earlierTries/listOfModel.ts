import type { IDataObject } from 'n8n-workflow';

import { isPredictionId } from '../../api/paths';
import {
	predictionListCall,
	readPredictionList,
	saysNothingFollows,
} from '../../api/predictionList';
import type { Item } from '../../item/item';
import { digestListedInput, type ListedInput } from '../request/sentInput';

/** A row of the account's list of predictions, reduced to what is compared. */
export interface ListedPrediction {
	id: string;
	/** The row without its input, which may have megabytes. */
	fields: IDataObject;
	/** On the server's clock, in milliseconds; NaN if the list does not say. */
	createdAt: number;
	/** Undefined if the list shows no inputs. */
	input?: ListedInput;
}

interface ListOfModel {
	model: string;
	createdAfter: Date;
	/** How many pages to read at most. */
	pages: number;
	/**
	 * Gets each prediction once, newest first, as the server lists them.
	 * @param input do not keep all of it
	 */
	onRow: (row: ListedPrediction, input: unknown) => void;
	/** Gets how far the server's clock is ahead of this machine's, in milliseconds. */
	onServerAhead?: (ms: number) => void;
	/** @param oldest when the last one on a page was made @returns whether older ones do not matter */
	isEnough?: (oldest: number) => boolean;
}

/**
 * Reads the predictions that an account has made with a model, page by page.
 * @returns whether that was the whole list; false if more follow after the last page
 * @throws CallFailure if the list cannot be fetched
 */
export async function readListOfModel(item: Item, list: ListOfModel): Promise<boolean> {
	const { model, pages, onRow, onServerAhead, isEnough = () => false } = list;
	const { time } = item.services;
	const createdAfter = list.createdAfter.toISOString();
	/** Of any model: the server may not know the filter. */
	const seen = new Set<string>();
	for (let page = 1; page <= pages; page++) {
		const data = await item.api.read({
			...predictionListCall({ model, createdAfter }, page),
			...(page === 1 &&
				onServerAhead && {
					onServerDate: (date: Date) => onServerAhead(date.getTime() - time.date().getTime()),
				}),
		});
		const listed = readPredictionList(data);
		const before = seen.size;
		for (const { input, inputs, ...fields } of listed) {
			const { id, model: itsModel } = fields;
			const isOfModel = itsModel === undefined || itsModel === null || itsModel === model;
			if (!isPredictionId(id) || seen.has(id)) continue;
			seen.add(id);
			if (!isOfModel) continue;
			const createdAt = Date.parse(String(fields.created_at));
			const listedInput = input ?? inputs;
			onRow({ id, fields, createdAt, input: digestListedInput(listedInput) }, listedInput);
		}
		const oldest = Date.parse(String(listed.at(-1)?.created_at));
		// A page may be smaller than requested, so only one without anything new is the last.
		if (seen.size === before || saysNothingFollows(data, seen.size) || isEnough(oldest))
			return true;
		// A page has up to a hundred inputs, some of them with whole files.
		await item.run.turn();
	}
	return false;
}
