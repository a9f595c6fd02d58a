import { loadCatalogue, type Catalogue } from './catalogue';
import type { Item } from '../item/item';

/**
 * The catalogue where an operation is about nothing else, so that a failure is its failure. It is the
 * copy that forms and checks use as well: at most an hour old while the API answers.
 * @throws CallFailure
 */
export async function readCatalogue(item: Item): Promise<Catalogue> {
	const { host, api, signal, environment } = item;
	const catalogue = await loadCatalogue(host, api.connection, { signal, time: environment.time });
	if (catalogue.stale) {
		host.logger.warn('WaveSpeed’s catalogue could not be asked; an older copy was used.');
	}
	return catalogue;
}
