import type { ApiCall } from '../../api/call';
import { CallFailure, rethrown } from '../../api/callFailure';
import { accountOf } from '../../api/connection';
import { askQuote, PriceEndpoints, type Quote } from '../../billing/quote';
import { digestOf } from '../../digest';
import type { OutputItem } from '../../item/item';
import type { ModelRequest } from '../request/readRequest';

/**
 * Requests the price of a prediction, once per run and account for equal model, input and deadline. Free.
 * @param asked with everything that will be sent
 * @param deadlineMs for the whole request, if it is not worth the usual patience
 * @throws CallFailure; `unreadable` for an answer without a price in US dollars
 */
export async function quotePrice(
	item: OutputItem,
	{ model, input }: ModelRequest,
	deadlineMs?: number,
): Promise<Quote> {
	const name = `price ${digestOf(model, input, deadlineMs)}`;
	return await item.run.oncePerAccount(item.api, name, async () => {
		const endpoints = item.run.shared(PriceEndpoints, accountOf(item.api.connection));
		const until = deadlineMs === undefined ? undefined : item.api.time.now() + deadlineMs;
		const read = async (call: ApiCall) => await item.api.read({ ...call, deadlineMs }, { until });
		return await askQuote(read, { model, input }, endpoints);
	});
}

/** @returns the price in US dollars, or why there is none */
export async function quoteOrFailure(
	item: OutputItem,
	asked: ModelRequest,
	deadlineMs?: number,
): Promise<number | CallFailure> {
	try {
		return (await quotePrice(item, asked, deadlineMs)).priceUsd;
	} catch (failure) {
		if (failure instanceof CallFailure) return failure;
		throw rethrown(failure);
	}
}
