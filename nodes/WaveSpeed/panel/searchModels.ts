import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { WaveSpeedError } from '../errors/errorClasses';
import { modelPage } from '../errors/vendorPages';
import type { Catalogue } from '../models/catalogue';
import type { Job } from '../models/jobs';
import type { Model } from '../models/model';
import { modelName } from '../models/modelName';
import {
	listCatalogue,
	searchCatalogue,
	type ListedModel,
	type ModelSearchResult,
} from '../models/modelSearch';
import { jobOf, narrowedTo } from '../models/modelsForJob';
import { readModelId } from '../models/readModelId';
import { shippedModels } from '../models/shippedModels';
import { PICKER_NEAREST, PICKER_PAGE_SIZE } from '../policy';
import { catalogueForPanel } from './catalogueForPanel';
import { chosenJob } from './chosenOperation';
import type { KeptInputs } from './keptInputs';
import { listSearchError } from './listSearchError';
import { modelEntry } from './modelEntry';

/**
 * The list of the field “Model”: a recommended model for each kind of work, then the whole catalogue in
 * the vendor's order; or the results of a search. For an operation that makes one kind of thing, it has
 * only models for that. `paginationToken` is the number of entries shown so far, as this function
 * returned it. A failure is a NodeApiError, whose message the editor shows in place of the list; but a
 * list that is opened without a search then has the models that ship with the node.
 * @param kept keeps the form's contents for the model that may be chosen now
 */
export function searchModelsMethod(kept: KeptInputs) {
	return async function searchModels(
		this: ILoadOptionsFunctions,
		filter = '',
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const chosen = chosenId(this);
		// A search, or a first choice, loses nothing through an error.
		const without = filter === '' && chosen !== '' ? chosen : undefined;
		return await search(this, paginationToken, without, (catalogue) => {
			const markFor = kept.keep(this);
			return { entries: found(catalogue, filter, chosenJob(this), chosen), markFor };
		});
	};
}

/** The list of the option “Failure: Other Models”: models for the same kind of work as the node's model. */
export async function searchOtherModels(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await search(this, paginationToken, filter === '' ? '' : undefined, (catalogue) => {
		const model = catalogue.find(chosenId(this));
		const job = chosenJob(this) ?? (model && jobOf(model));
		return { entries: found(catalogue, filter, job), markFor: () => '' };
	});
}

function chosenId(panel: ILoadOptionsFunctions): string {
	return readModelId(panel.getCurrentNodeParameter('model', { extractValue: true }));
}

/** A model in the list, with what its name is followed by if it is not what was searched for. */
interface PickerEntry {
	listed: ListedModel;
	remarks: readonly string[];
}

interface PickerList {
	entries: readonly PickerEntry[];
	/** Follows the address of a model's page: see `KeptInputs`. */
	markFor: (model: Model) => string;
}

async function search(
	panel: ILoadOptionsFunctions,
	paginationToken: string | undefined,
	/** The model to keep in the list if the catalogue is not available; undefined to show only the error. */
	without: string | undefined,
	list: (catalogue: Catalogue) => PickerList,
): Promise<INodeListSearchResult> {
	try {
		const { entries, markFor } = list(await catalogueForPanel(panel));
		// `THE_WHOLE_LIST` is not a number: it starts at the beginning.
		const start = Math.max(0, Math.trunc(Number(paginationToken ?? 0)) || 0);
		const end = start + PICKER_PAGE_SIZE;
		return {
			results: entries
				.slice(start, end)
				.map(({ listed, remarks }) => modelEntry(listed, markFor(listed.model), ...remarks)),
			...(end < entries.length && { paginationToken: String(end) }),
		};
	} catch (error) {
		// The editor begins again, without an end, where the page behind this list fails.
		if (paginationToken === THE_WHOLE_LIST) return { results: [] };
		if (without !== undefined && paginationToken === undefined)
			return listWithoutCatalogue(without, chosenJob(panel), whyNotLoaded(error));
		throw listSearchError(error, panel.getNode());
	}
}

const CHOSEN = ' (chosen, no match)';
const NEAREST = ' (nearest)';
const NO_MATCH = ' (no match)';

/**
 * A search that does not find the chosen model shows it first, and says that it is no match: the editor puts
 * it at the top of every list anyway, and adds it if it is missing, as if it had been found (n8n 2.41.1). No
 * entry is a message: any clicked entry becomes the name in the field.
 * @param chosen id of the chosen model; undefined for a list of other models, which must do the job
 * @returns models with all the words; otherwise some that have them but do another job, and similar ones, or
 * at least the first of the list, with remarks
 */
function found(
	{ models }: Catalogue,
	filter: string,
	job: Job | undefined,
	chosen?: string,
): PickerEntry[] {
	const hits = searchCatalogue(models, filter);
	const narrowed = narrowedTo(job, hits.models);
	const all = listCatalogue(models);
	const own = all.filter(({ model }) => model.id === chosen);
	if (narrowed.length > 0 && hits.exact) {
		const missed = filter.trim() === '' ? [] : own.filter((one) => !narrowed.includes(one));
		return [
			...missed.map((listed) => ({ listed, remarks: [CHOSEN] })),
			...narrowed.map((listed) => ({ listed, remarks: [] })),
		];
	}
	const liked = job
		? narrowedTo(job, all).slice(0, PICKER_NEAREST)
		: all.filter(({ recommended }) => recommended);
	const [near, remark] = narrowed.length > 0 ? [narrowed, NEAREST] : [liked, NO_MATCH];
	const isSearch = filter.trim() !== '' && chosen !== undefined;
	const isElsewhere = isSearch && (hits.exact || narrowed.length === 0);
	const elsewhere = job && isElsewhere ? ofOtherJobs(job, hits) : [];
	return [...new Set([...own, ...elsewhere.slice(0, PICKER_NEAREST), ...near])].map((listed) => {
		if (job && elsewhere.includes(listed))
			return { listed, remarks: offeredElsewhere(listed.model, job) };
		return { listed, remarks: [own.includes(listed) ? CHOSEN : remark] };
	});
}

/**
 * @returns those that are offered elsewhere, first those that make what is wanted, or else the same; for “fast”
 * only these
 */
function ofOtherJobs(
	job: Job,
	{ models, product = job.makes, isOnlyQuality }: ModelSearchResult,
): ListedModel[] {
	const others = models.filter(({ model }) => jobOf(model) !== job);
	const isWanted = ({ model }: ListedModel) => jobOf(model)?.makes === product;
	const rest = isOnlyQuality ? [] : others.filter((one) => !isWanted(one));
	return [...others.filter(isWanted), ...rest];
}

/**
 * What follows the name of a model that is offered elsewhere than for the job that is chosen: where that is.
 * @returns the remarks for `modelEntry`, the longer one first
 */
export function offeredElsewhere(model: Model, job: Job): [string, string] {
	const place = jobOf(model)?.place.name ?? 'Prediction';
	const [resource = place, operation = ''] = place.split(' → ');
	if (job.place.name.startsWith(`${resource} → `)) return [` (under ${operation})`, ' (elsewhere)'];
	return [` (under ${place})`, ` (under ${resource})`];
}

/** The page after the entries that ship with the node: the catalogue, or nothing. */
const THE_WHOLE_LIST = 'all';

/**
 * The list of models if the catalogue is not available: the chosen model and those that ship with the
 * node, with the reason behind their names.
 *
 * The editor loads the list again when another credential is chosen, and empties the field if the list
 * lacks the model and promises no further page (read in n8n 2.41.1). A wrong key would then cost the
 * model, and everything in its form.
 * @param chosen id of the chosen model, '' for none
 * @param remark follows the names of the others
 */
function listWithoutCatalogue(
	chosen: string,
	job: Job | undefined,
	remark: string,
): INodeListSearchResult {
	const all = listCatalogue(shippedModels());
	const known = all.find(({ model }) => model.id === chosen);
	const others = narrowedTo(job, all).filter((one) => one !== known);
	return {
		results: [
			...(known ? [modelEntry(known, '')] : []),
			...(chosen !== '' && !known
				? [{ name: modelName(chosen), value: chosen, url: modelPage(chosen) }]
				: []),
			...others.map((one) => modelEntry(one, '', remark)),
		],
		paginationToken: THE_WHOLE_LIST,
	};
}

/** @returns a remark for the entries of a list without the catalogue */
function whyNotLoaded(error: unknown): string {
	const isKey = error instanceof WaveSpeedError && error.details.reason === 'wrongKey';
	return isKey ? ' (wrong key)' : ' (list not loaded)';
}
