import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { Catalogue } from '../models/catalogue';
import type { Job } from '../models/jobs';
import { listCatalogue, searchCatalogue, type ModelSearchResult } from '../models/modelSearch';
import type { Model } from '../models/model';
import { jobOf, narrowedTo } from '../models/modelsForJob';
import { PICKER_NEAREST, PICKER_PAGE_SIZE } from '../policy';
import { chosenJob } from './chosenJob';
import type { KeptInputs } from './keptInputs';
import { listSearchError } from './listSearchError';
import { listWithoutCatalogue } from './listWithoutCatalogue';
import { modelEntry } from './modelEntry';
import { openCatalogue } from './openCatalogue';

/**
 * The list of the field “Model”: a recommended model for each kind of work, then the whole catalogue in
 * the vendor's order; or what a search finds. Where the operation is about something to make, only what
 * makes that.
 * `paginationToken` is how many entries were shown so far, as this function gave it. A failure is a
 * NodeApiError, whose message the editor shows in place of the list; but a list that is opened, and not
 * searched, has what ships with the node then.
 * @param kept where what is filled in is kept for the model that may be chosen now
 */
export function searchModelsMethod(kept: KeptInputs) {
	return async function searchModels(
		this: ILoadOptionsFunctions,
		filter = '',
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const chosen = chosenId(this);
		// What is searched for, or chosen for the first time, is not lost by an error.
		const without = filter === '' && chosen !== '' ? chosen : undefined;
		return await search(this, paginationToken, without, (catalogue) => {
			const markFor = kept.keep(this);
			return { ...found(catalogue, filter, chosenJob(this), chosen), chosen, markFor };
		});
	};
}

/** The list of the option “Other Models”: what does the same kind of work as the model of the node. */
export async function searchOtherModels(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await search(this, paginationToken, filter === '' ? '' : undefined, (catalogue) => {
		const model = catalogue.find(chosenId(this));
		const job = chosenJob(this) ?? (model && jobOf(model));
		return { ...found(catalogue, filter, job), chosen: '', markFor: () => '' };
	});
}

function chosenId(panel: ILoadOptionsFunctions): string {
	return String(panel.getCurrentNodeParameter('model', { extractValue: true }) ?? '');
}

interface PickerList extends ModelSearchResult {
	chosen: string;
	/** Follows the address of a model's page: see `KeptInputs`. */
	markFor: (model: Model) => string;
}

async function search(
	panel: ILoadOptionsFunctions,
	paginationToken: string | undefined,
	/** The model to keep in the list where the catalogue cannot be had; undefined for the error alone. */
	without: string | undefined,
	list: (catalogue: Catalogue) => PickerList,
): Promise<INodeListSearchResult> {
	try {
		const { models, exact, chosen, markFor } = list(await openCatalogue(panel));
		// `THE_WHOLE_LIST` is no number: it begins at the beginning.
		const start = Math.max(0, Math.trunc(Number(paginationToken ?? 0)) || 0);
		const end = start + PICKER_PAGE_SIZE;
		return {
			results: models.slice(start, end).map((one) => {
				const mark = markFor(one.model);
				if (exact) return modelEntry(one, mark);
				return modelEntry(one, mark, one.model.id === chosen ? ' (chosen before)' : ' (nearest)');
			}),
			...(end < models.length && { paginationToken: String(end) }),
		};
	} catch (error) {
		if (without !== undefined && paginationToken === undefined)
			return listWithoutCatalogue(without, chosenJob(panel));
		throw listSearchError(error, panel.getNode());
	}
}

/**
 * A search that finds nothing shows the chosen model first: the editor would add it anyway, as if it had
 * been found. No entry is a message: whatever is clicked becomes the name in the field.
 * @returns what has all the words; else what is near to them, or at least comes first, as not exact
 */
function found(
	{ models }: Catalogue,
	filter: string,
	job: Job | undefined,
	chosen?: string,
): ModelSearchResult {
	const hits = searchCatalogue(models, filter);
	const narrowed = narrowedTo(job, hits.models);
	if (narrowed.length > 0 && hits.exact) return { models: narrowed, exact: true };
	const all = listCatalogue(models);
	const liked = job
		? narrowedTo(job, all).slice(0, PICKER_NEAREST)
		: all.filter(({ recommended }) => recommended);
	const near = narrowed.length > 0 ? narrowed : liked;
	const shown = all.filter(({ model }) => model.id === chosen);
	return { models: [...shown, ...near.filter((one) => !shown.includes(one))], exact: false };
}
