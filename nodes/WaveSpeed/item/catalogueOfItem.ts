import { CallFailure } from '../api/callFailure';
import { InputError } from '../errors/errorClasses';
import type { Item } from './item';
import { loadCatalogue, type Catalogue } from '../models/catalogue';
import type { Model } from '../models/model';

/**
 * The catalogue, asked for once in a run: the copy that forms use as well, at most an hour old while
 * the API answers.
 * @throws CallFailure where there is none to be had, not even an older one
 */
export async function catalogueOf(item: Item): Promise<Catalogue> {
	const { host, api, signal, environment, run } = item;
	return await run.once('catalogue', async () => {
		const catalogue = await loadCatalogue(host, api.connection, { signal, time: environment.time });
		if (catalogue.stale)
			host.logger.warn('WaveSpeed’s catalogue could not be asked; an older copy is used.');
		return catalogue;
	});
}

/**
 * @returns the model, or undefined where no catalogue is to be had: the API then has the last word
 * @throws InputError when the live catalogue is at hand and has no such model
 */
export async function findModel(item: Item, id: string): Promise<Model | undefined> {
	const catalogue = await item.run.once('catalogue if there is one', async () => {
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
	throw noSuchModel(catalogue, id, ' Nothing was submitted.');
}

/** @param consequence what it means for the caller, as a sentence of its own */
export function noSuchModel(catalogue: Catalogue, id: string, consequence = ''): InputError {
	const nearest = catalogue.nearest(id);
	return new InputError(
		`WaveSpeed has no model ${id}.${nearest ? ` Did you mean ${nearest}?` : ''} Choose one from the list of the field “Model”; models are renamed and withdrawn now and then.${consequence}`,
		{ reason: 'modelNotFound', model: id, field: 'model', ...(nearest && { nearest }) },
	);
}
