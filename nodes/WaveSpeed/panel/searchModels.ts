import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { matchesWords } from '../models/matchesWords';
import type { Model } from '../models/model';
import { toNodeError } from '../errors/toN8nError';
import { PICKER_PAGE_SIZE } from '../policy';
import type { KeptInputs } from './keptInputs';
import { modelPage } from './modelPage';
import { openCatalogue } from './openCatalogue';

/**
 * The list of the field “Model”: every model of the catalogue in the vendor's order, or those in
 * which all words of the filter occur.
 * `paginationToken` is how many entries were shown so far, as this function gave it. A failure is a
 * NodeApiError: the editor shows its message in place of the list.
 * @param kept where what is filled in is kept for the model that may be chosen now
 */
export function searchModelsMethod(kept: KeptInputs) {
	return async function searchModels(
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		return await search(this, kept, filter, paginationToken);
	};
}

async function search(
	panel: ILoadOptionsFunctions,
	kept: KeptInputs,
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	try {
		const { models, find } = await openCatalogue(panel);
		const chosen = panel.getCurrentNodeParameter('model', { extractValue: true });
		kept.keep(panel, find(String(chosen)));
		const found = models.filter(matchesWords(filter));
		const start = Math.max(0, Math.trunc(Number(paginationToken ?? 0)) || 0);
		const end = start + PICKER_PAGE_SIZE;
		return {
			results: found.slice(start, end).map(entryOf),
			...(end < found.length && { paginationToken: String(end) }),
		};
	} catch (error) {
		throw toNodeError(error, panel.getNode());
	}
}

/**
 * The editor shows nothing of an entry but its name, some 50 characters of it: the price comes before the
 * type, because most ids end with their type.
 */
function entryOf({ id, type, description, basePriceUsd }: Model): INodeListSearchItems {
	const price = basePriceUsd === undefined ? '' : spellUsd(basePriceUsd);
	return {
		name: [id, price, type].filter((part) => part !== '').join(' · '),
		value: id,
		description,
		url: modelPage(id),
	};
}

/** @returns `$0.40`, with as many digits as a small price needs: `$0.0045` */
export function spellUsd(price: number): string {
	const digits = price >= 0.1 || price === 0 ? 2 : Math.min(20, 1 - Math.floor(Math.log10(price)));
	const text = price.toFixed(digits);
	return `$${digits > 2 ? text.replace(/0+$/, '') : text}`;
}
