import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import type { Catalogue } from '../models/catalogue';
import { kindOfWork, priceText } from '../models/kindOfWork';
import type { Job } from '../models/jobs';
import {
	listCatalogue,
	searchCatalogue,
	type Found,
	type ListedModel,
} from '../models/modelSearch';
import { jobOf, narrowedTo } from '../models/modelsForJob';
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
		filter = '',
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		return await search(this, paginationToken, (catalogue) => {
			const chosen = chosenId(this);
			const mark = kept.keep(this);
			return { ...found(catalogue, filter, chosenJob(this), chosen), chosen, mark };
		});
	};
}

/** The list of the option “Other Models”: what does the same kind of work as the model of the node. */
export async function searchOtherModels(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await search(this, paginationToken, (catalogue) => {
		const model = catalogue.find(chosenId(this));
		const job = chosenJob(this) ?? (model && jobOf(model));
		return { ...found(catalogue, filter, job), chosen: '', mark: '' };
	});
}

function chosenId(panel: ILoadOptionsFunctions): string {
	return String(panel.getCurrentNodeParameter('model', { extractValue: true }) ?? '');
}

interface Listing extends Found {
	chosen: string;
	mark: string;
}

async function search(
	panel: ILoadOptionsFunctions,
	paginationToken: string | undefined,
	list: (catalogue: Catalogue) => Listing,
): Promise<INodeListSearchResult> {
	try {
		const { models, exact, chosen, mark } = list(await openCatalogue(panel));
		const start = Math.max(0, Math.trunc(Number(paginationToken ?? 0)) || 0);
		const end = start + PICKER_PAGE_SIZE;
		return {
			results: models.slice(start, end).map((one) => {
				if (exact) return entryOf(one, mark);
				return entryOf(one, mark, one.model.id === chosen ? ' (chosen before)' : ' (nearest)');
			}),
			...(end < models.length && { paginationToken: String(end) }),
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
	{ models }: Catalogue,
	filter: string,
	job: Job | undefined,
	chosen?: string,
): Found {
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
