import type { IDataObject } from 'n8n-workflow';

import type { ApiCall } from '../api/call';
import { CallFailure, rethrown } from '../api/callFailure';
import { OLDER_PRICE_PATH, PRICE_PATH } from '../api/paths';
import { readAmount } from '../api/answerValues';
import { isEndpointMissing } from '../api/refusals';

/** What a prediction would cost, in US dollars. */
export interface Quote {
	/** What the account pays. */
	priceUsd: number;
	/** Before the account's discount. */
	listPriceUsd: number;
	/** As the API gives it, if it does. */
	discountRate?: number;
}

/** Which of the two endpoints exists; shared, so that the missing one is tried only once. */
export class PriceEndpoints {
	hasCurrent = true;
}

/**
 * Asks what a prediction would cost. Free.
 * @param read sends a call that changes nothing, and returns the answer's data
 * @param asked everything that will be sent: a quote for a part of it is too low
 * @throws CallFailure; `unreadable` for an answer without a price in US dollars
 */
export async function askQuote(
	read: (call: ApiCall) => Promise<object>,
	{ model, input }: { model: string; input: IDataObject },
	endpoints = new PriceEndpoints(),
): Promise<Quote> {
	const body = { model_id: model, inputs: input };
	if (endpoints.hasCurrent) {
		try {
			return readQuote(await read({ method: 'POST', path: PRICE_PATH, body }));
		} catch (failure) {
			if (!isEndpointMissing(failure)) throw rethrown(failure);
		}
	}
	const quote = readQuote(await read({ method: 'POST', path: OLDER_PRICE_PATH, body }));
	endpoints.hasCurrent = false;
	return quote;
}

/** An amount may come as a text. Another currency would be compared wrongly. */
function readQuote(data: object): Quote {
	const { price, discounted_price, unit_price, discount_rate, currency } = data as Record<
		string,
		unknown
	>;
	const listed = readPrice(price) ?? readPrice(unit_price);
	const paid = readPrice(discounted_price) ?? listed;
	const isDollars = currency === undefined || currency === null || currency === 'USD';
	if (paid === undefined || !isDollars) throw new CallFailure('unreadable', { got: 'noData' });
	const discountRate = readAmount(discount_rate);
	return {
		priceUsd: paid,
		listPriceUsd: listed ?? paid,
		...(discountRate !== undefined && { discountRate }),
	};
}

function readPrice(value: unknown): number | undefined {
	const amount = readAmount(value);
	return amount !== undefined && amount >= 0 ? amount : undefined;
}
