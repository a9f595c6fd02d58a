import { catalogModel, type CatalogModel } from './model';
import { sora2 } from './sora2';

const FIRST_SORT_ORDER = 7000;

/** The emulator's own catalogue, in the order the API serves it. */
export function buildCatalog(server: string): CatalogModel[] {
	const facts = [...sora2];
	return facts.map((model, index) => catalogModel(model, FIRST_SORT_ORDER - index, server));
}
