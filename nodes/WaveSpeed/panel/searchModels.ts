import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import type { Catalogue } from '../models/catalogue';
import { kindOfWork, priceText } from '../models/kindOfWork';
import { listCatalogue, searchCatalogue, type ListedModel } from '../models/modelSearch';
import { PICKER_ENTRY_CHARACTERS, PICKER_PAGE_SIZE, PICKER_QUERY_CHARACTERS } from '../policy';
import type { KeptInputs } from './keptInputs';
import { listError } from './listError';
import { modelPage } from './modelPage';
import { openCatalogue } from './openCatalogue';

/**
 * The list of the field “Model”: a recommended model for each kind of work, then the whole catalogue in
 * the vendor's order; or what a search finds.
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
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	try {
		const catalogue = await openCatalogue(panel);
		const { models, find } = catalogue;
		const chosen = String(panel.getCurrentNodeParameter('model', { extractValue: true }) ?? '');
		kept.keep(panel, find(chosen));
		const found = searchCatalogue(models, filter);
		const nearest = found.models.length > 0 ? found.models : recommended(catalogue);
		const start = Math.max(0, Math.trunc(Number(paginationToken ?? 0)) || 0);
		const end = start + PICKER_PAGE_SIZE;
		const page = nearest.slice(start, end).map(entryOf);
		return {
			results: start === 0 && !found.exact ? [noneFor(filter, catalogue, chosen), ...page] : page,
			...(end < nearest.length && { paginationToken: String(end) }),
		};
	} catch (error) {
		throw listError(error, panel.getNode());
	}
}

function recommended({ models }: Catalogue): readonly ListedModel[] {
	return listCatalogue(models).filter((listed) => listed.recommended);
}

/**
 * The sentence that nothing was found. It is an entry, because the editor shows nothing else: to a list
 * without entries it adds the chosen model, as if that had been found. It has that model's id, so that
 * a click on it changes nothing.
 */
function noneFor(filter: string, { models }: Catalogue, chosen: string): INodeListSearchItems {
	const listed = listCatalogue(models);
	const kept = listed.find(({ model }) => model.id === chosen) ?? listed[0];
	const words = filter.trim().replace(/\s+/g, ' ');
	const quoted =
		words.length > PICKER_QUERY_CHARACTERS ? `${words.slice(0, PICKER_QUERY_CHARACTERS)}…` : words;
	return {
		name: `No model for “${quoted}”, nearest below · ${kept?.name ?? chosen}`,
		value: kept?.model.id ?? chosen,
	};
}

/**
 * The editor shows nothing of an entry but its name, and only so much of it: the price comes before the
 * kind, because most names end with their kind.
 */
function entryOf({ model, name, recommended: starred }: ListedModel): INodeListSearchItems {
	const { id, description } = model;
	const price = priceText(model);
	const kind = kindOfWork(model).name;
	const room = PICKER_ENTRY_CHARACTERS - (price === '' ? 0 : price.length + 3) - (starred ? 2 : 0);
	const facts = [
		`${starred ? '★ ' : ''}${name.length > room ? `${name.slice(0, room - 1).trimEnd()}…` : name}`,
		price,
		name.toLowerCase().includes(kind.toLowerCase()) ? '' : kind,
	];
	return {
		name: facts.filter((fact) => fact !== '').join(' · '),
		value: id,
		description,
		url: modelPage(id),
	};
}
