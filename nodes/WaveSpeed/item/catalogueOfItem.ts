import { CallFailure } from '../api/callFailure';
import { loadCatalogue, type Catalogue } from '../models/catalogue';
import type { Model } from '../models/model';
import { modelNotFound } from '../models/modelErrors';
import type { OutputItem } from './item';

/**
 * The catalogue, requested once per run and account: the copy that forms use as well, at most an hour old while the
 * API answers.
 * @throws CallFailure if there is none, not even an older one
 */
export async function catalogueOf(item: OutputItem): Promise<Catalogue> {
	const { host, api, signal, services, run } = item;
	return await run.oncePerAccount(api, 'catalogue', async () => {
		const catalogue = await loadCatalogue(host, api.connection, { signal, time: services.time });
		if (catalogue.stale)
			host.logger.warn('WaveSpeed’s catalogue could not be fetched; an older copy is used.');
		return catalogue;
	});
}

/**
 * @param input what will be sent, so that the error can name existing models that accept it
 * @returns the model, or undefined without a catalogue: the API then decides
 * @throws InputError if the live catalogue is available and lacks the model
 */
export async function findModel(
	item: OutputItem,
	id: string,
	input: Readonly<Record<string, unknown>> = {},
): Promise<Model | undefined> {
	const ifAny = 'catalogue if there is one';
	const catalogue = await item.run.oncePerAccount(item.api, ifAny, async () => {
		try {
			return await catalogueOf(item);
		} catch (failure) {
			const why = failure instanceof CallFailure ? failure.kind : 'unknown';
			item.host.logger.warn(`The input is not checked before submission: no catalogue (${why}).`);
			return undefined;
		}
	});
	const model = catalogue?.find(id);
	if (!catalogue || model || catalogue.stale) return model;
	throw modelNotFound(catalogue, id, input);
}
