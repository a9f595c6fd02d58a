import type { INodeListSearchResult } from 'n8n-workflow';

import type { Job } from '../models/jobs';
import { modelName } from '../models/modelName';
import { listCatalogue } from '../models/modelSearch';
import { narrowedTo } from '../models/modelsForJob';
import { shippedModels } from '../models/shipped';
import { modelEntry } from './modelEntry';
import { modelPage } from './modelPage';

/** What is asked for behind the entries that ship with the node: the catalogue, or why it cannot be had. */
const THE_WHOLE_LIST = 'all';

/**
 * What a list of models shows where the catalogue cannot be had: the chosen model and those that ship
 * with the node, and at its end why there are no more.
 *
 * The editor loads the list again when another credential is chosen, and empties the field where the
 * model is not in it and no further page is promised (read in n8n 2.41.1). A wrong key would so cost the
 * model, and with it all that is filled into its form.
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
