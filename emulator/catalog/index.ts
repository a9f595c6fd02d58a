import { catalogModel, type CatalogModel } from './model';
import { others } from './others';
import { images } from './images';
import { sora2 } from './sora2';
import { videos } from './videos';

const FIRST_SORT_ORDER = 7000;

/** The emulator's own catalogue, in the order the API serves it. */
export function buildCatalog(server: string): CatalogModel[] {
	const facts = [...sora2, ...videos, ...images, ...others];
	return facts.map((model, index) => catalogModel(model, FIRST_SORT_ORDER - index, server));
}
