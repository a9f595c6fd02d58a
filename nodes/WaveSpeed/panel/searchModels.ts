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
import { PICKER_ENTRY_CHARACTERS, PICKER_NEAREST, PICKER_PAGE_SIZE } from '../policy';
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
		const { listed, exact } = found(catalogue, filter, chosenJob(panel), chosen);
		const start = Math.max(0, Math.trunc(Number(paginationToken ?? 0)) || 0);
		const end = start + PICKER_PAGE_SIZE;
		return {
			results: listed.slice(start, end).map((one) => {
				if (exact) return entryOf(one, mark);
				return entryOf(one, mark, one.model.id === chosen ? ' (chosen before)' : ' (nearest)');
			}),
			...(end < listed.length && { paginationToken: String(end) }),
		};
	} catch (error) {
		throw listError(error, panel.getNode());
	}
}

/**
 * A search that finds nothing shows the chosen model first: the editor would add it anyway, as if it had
 * been found. No entry is a message: whatever is clicked becomes the name in the field.
 * @returns what has all the words; else what is near to them, or at least comes first, as not exact
 */
function found(
	{ models, find }: Catalogue,
	filter: string,
	job: Job | undefined,
	chosenId: string,
): { listed: readonly ListedModel[]; exact: boolean } {
	const hits = searchCatalogue(models, filter);
	const narrowed = narrowedTo(job, hits.models);
	if (narrowed.length > 0 && hits.exact) return { listed: narrowed, exact: true };
	const all = listCatalogue(models);
	const liked = job
		? narrowedTo(job, all).slice(0, PICKER_NEAREST)
		: all.filter(({ recommended }) => recommended);
	const near = narrowed.length > 0 ? narrowed : liked;
	const chosen = find(chosenId);
	const shown = all.filter(({ model }) => model === chosen);
	return { listed: [...shown, ...near.filter(({ model }) => model !== chosen)], exact: false };
}

/**
 * The editor shows nothing of an entry but its name, and only so much of it: the price comes before the
 * kind, because most names end with their kind.
 * @param remark what follows the name, where this is not what was searched for; the unit goes for it
 */
function entryOf(
	{ model, name, recommended: starred }: ListedModel,
	mark: string,
	remark = '',
): INodeListSearchItems {
	const { id, description } = model;
	const price = remark === '' ? priceText(model) : priceText(model, model.priceUnit ?? '');
	const kind = remark === '' ? kindOfWork(model).name : '';
	const taken = (price === '' ? 0 : price.length + 3) + (starred ? 2 : 0) + remark.length;
	const room = PICKER_ENTRY_CHARACTERS - taken;
	const shown = name.length > room ? `${name.slice(0, room - 1).trimEnd()}…` : name;
	const facts = [
		`${starred ? '★ ' : ''}${shown}${remark}`,
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
