import type { INodeListSearchResult } from 'n8n-workflow';

import type { Job } from '../models/jobs';
import { modelName } from '../models/modelName';
import { listCatalogue } from '../models/modelSearch';
import { narrowedTo } from '../models/modelsForJob';
import { shippedModels } from '../models/shipped';
import { modelEntry } from './modelEntry';
import { modelPage } from '../errors/vendorPages';

/** The page after the entries that ship with the node: the catalogue, or why it is not available. */
const THE_WHOLE_LIST = 'all';

/**
 * The list of models if the catalogue is not available: the chosen model and those that ship with the
 * node, and at its end why there are no more.
 *
 * The editor loads the list again when another credential is chosen, and empties the field if the list
 * lacks the model and promises no further page (read in n8n 2.41.1). A wrong key would then cost the
 * model, and everything in its form.
 * @param chosen id of the chosen model, '' for none
 */
export function listWithoutCatalogue(chosen: string, job: Job | undefined): INodeListSearchResult {
	const all = listCatalogue(shippedModels);
	const known = all.find(({ model }) => model.id === chosen);
	const others = narrowedTo(job, all).filter((one) => one !== known);
	return {
		results: [
			...(known ? [modelEntry(known, '')] : []),
			...(chosen !== '' && !known
				? [{ name: modelName(chosen), value: chosen, url: modelPage(chosen) }]
				: []),
			...others.map((one) => modelEntry(one, '', ' (list not loaded)')),
		],
		paginationToken: THE_WHOLE_LIST,
	};
}
