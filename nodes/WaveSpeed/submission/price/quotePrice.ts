import { CallFailure, rethrown } from '../../api/callFailure';
import { accountOf } from '../../api/connection';
import { askQuote, PriceEndpoints, type Quote } from '../../billing/quote';
import { digestOf } from '../../digest';
import type { OutputItem } from '../../item/item';
import type { ModelRequest } from '../request/readRequest';

/**
 * Requests the price of a prediction, once per run for equal model and input. Free.
 * @param asked with everything that will be sent
 * @throws CallFailure; `unreadable` for an answer without a price in US dollars
 */
export async function quotePrice(item: OutputItem, { model, input }: ModelRequest): Promise<Quote> {
	const { baseUrl } = item.api.connection;
	return await item.run.once(`price ${digestOf(baseUrl, model, input)}`, async () => {
		const endpoints = item.run.shared(PriceEndpoints, accountOf(item.api.connection));
		return await askQuote(async (call) => await item.api.read(call), { model, input }, endpoints);
	});
}

/** @returns the price in US dollars, or why there is none */
export async function quoteOrFailure(
	item: OutputItem,
	asked: ModelRequest,
): Promise<number | CallFailure> {
	try {
		return (await quotePrice(item, asked)).priceUsd;
	} catch (failure) {
		if (failure instanceof CallFailure) return failure;
		throw rethrown(failure);
	}
}
