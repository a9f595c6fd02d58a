import jsonata from 'jsonata';
import type { CatalogModel } from './catalog/model.mts';

const MICRO = 1_000_000;
/** Stands in for measuring the media behind a URL, which nothing here fetches. */
const ASSUMED_MEDIA_SECONDS = 5;

/**
 * What one prediction costs, in USD. Formulas count in millionths of a USD and so see the base
 * price in that unit too, as formulas that add 30000 to it show.
 * A formula that cannot be worked out (a partial input) falls back to the base price: the vendor's
 * own clients warn that it quotes the lowest price then.
 * @param input with its defaults
 */
export async function priceUsd(
	model: CatalogModel,
	input: Record<string, unknown>,
): Promise<number> {
	if (model.formula.trim() === '') return model.base_price;
	const mediaSeconds = (media: unknown): number =>
		ASSUMED_MEDIA_SECONDS * (Array.isArray(media) ? media.length : 1);
	try {
		const result: unknown = await jsonata(model.formula).evaluate({
			...input,
			base_price: model.base_price * MICRO,
			get_duration_v2: mediaSeconds,
			get_duration_v3: mediaSeconds,
		});
		const total = Number((result as { total_price?: unknown } | undefined)?.total_price);
		return Number.isFinite(total) ? Math.round(total) / MICRO : model.base_price;
	} catch {
		return model.base_price;
	}
}
