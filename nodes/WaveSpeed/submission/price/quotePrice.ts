import { CallFailure, rethrown } from '../../api/callFailure';
import { askQuote, type PriceEndpoints, type Quote } from '../../billing/quote';
import { digestOf } from '../../digest';
import type { Item } from '../../item/item';
import type { ModelRequest } from '../request/readRequest';

/**
 * Requests the price of a prediction, once per run for equal model and input. Free.
 * @param asked with everything that will be sent
 * @throws CallFailure; `unreadable` for an answer without a price in US dollars
 */
export async function quotePrice(item: Item, { model, input }: ModelRequest): Promise<Quote> {
	const { baseUrl } = item.api.connection;
	return await item.run.once(`price ${digestOf(baseUrl, model, input)}`, async () => {
		const endpoints: PriceEndpoints = await item.run.once('price endpoint', async () => ({
			hasCurrent: true,
		}));
		return await askQuote(async (call) => await item.api.read(call), { model, input }, endpoints);
	});
}

/** @returns the price in US dollars, or why there is none */
export async function quoteOrFailure(
	item: Item,
	asked: ModelRequest,
): Promise<number | CallFailure> {
	try {
		return (await quotePrice(item, asked)).priceUsd;
	} catch (failure) {
		if (failure instanceof CallFailure) return failure;
		throw rethrown(failure);
	}
}
