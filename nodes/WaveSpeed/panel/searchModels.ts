import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import type { Catalogue } from '../models/catalogue';
import { kindOfWork, priceText } from '../models/kindOfWork';
import type { Job } from '../models/jobs';
import { listCatalogue, searchCatalogue, type ListedModel } from '../models/modelSearch';
import { narrowedTo } from '../models/modelsForJob';
import { PICKER_ENTRY_CHARACTERS, PICKER_PAGE_SIZE, PICKER_QUERY_CHARACTERS } from '../policy';
import { chosenJob } from './chosenJob';
import type { KeptInputs } from './keptInputs';
import { listError } from './listError';
import { modelPage } from './modelPage';
import { openCatalogue } from './openCatalogue';

/**
 * The list of the field “Model”: a recommended model for each kind of work, then the whole catalogue in
 * the vendor's order; or what a search finds. Where the operation is about something to make, only what
 * makes that.
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
		const chosen = String(panel.getCurrentNodeParameter('model', { extractValue: true }) ?? '');
		const mark = kept.keep(panel);
		const job = chosenJob(panel);
		const { listed: nearest, exact } = found(catalogue, filter, job);
		const start = Math.max(0, Math.trunc(Number(paginationToken ?? 0)) || 0);
		const end = start + PICKER_PAGE_SIZE;
		const page = nearest.slice(start, end).map((listed) => entryOf(listed, mark));
		return {
			results: start === 0 && !exact ? [noneFor(filter, catalogue, chosen, job), ...page] : page,
			...(end < nearest.length && { paginationToken: String(end) }),
		};
	} catch (error) {
		throw listError(error, panel.getNode());
	}
}

/** @returns what has all the words; else what is near to them, or at least liked, as not exact */
function found(
	{ models }: Catalogue,
	filter: string,
	job: Job | undefined,
): { listed: readonly ListedModel[]; exact: boolean } {
	const hits = searchCatalogue(models, filter);
	const narrowed = narrowedTo(job, hits.models);
	if (narrowed.length > 0) return { listed: narrowed, exact: hits.exact };
	const liked = listCatalogue(models).filter(({ recommended }) => recommended);
	return { listed: narrowedTo(job, liked), exact: false };
}

/**
 * The sentence that nothing was found. It is an entry, because the editor shows nothing else: to a list
 * without entries it adds the chosen model, as if that had been found. It has that model's id, so that
 * a click on it changes nothing.
 */
function noneFor(
	filter: string,
	{ models }: Catalogue,
	chosen: string,
	job: Job | undefined,
): INodeListSearchItems {
	const listed = listCatalogue(models);
	const kept = listed.find(({ model }) => model.id === chosen) ?? listed[0];
	const words = filter.trim().replace(/\s+/g, ' ');
	const quoted =
		words.length > PICKER_QUERY_CHARACTERS ? `${words.slice(0, PICKER_QUERY_CHARACTERS)}…` : words;
	// What is only elsewhere is not missing: the resource for any model has it.
	const isElsewhere = job !== undefined && searchCatalogue(models, filter).exact;
	const where = isElsewhere ? `“${quoted}” is under Prediction` : `No model for “${quoted}”`;
	return {
		name: `${where}, nearest below · ${kept?.name ?? chosen}`,
		value: kept?.model.id ?? chosen,
	};
}

/**
 * The editor shows nothing of an entry but its name, and only so much of it: the price comes before the
 * kind, because most names end with their kind.
 */
function entryOf(
	{ model, name, recommended: starred }: ListedModel,
	mark: string,
): INodeListSearchItems {
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
		url: `${modelPage(id)}${mark}`,
	};
}
