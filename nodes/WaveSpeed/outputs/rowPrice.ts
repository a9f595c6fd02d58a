import type { IDataObject } from 'n8n-workflow';

import { quoteOrFailure } from '../submission/price/quotePrice';
import { catalogueOf } from '../item/catalogueOfItem';
import type { OutputItem } from '../item/item';
import { ROW_PRICE_PATIENCE, ROW_PRICES_PER_RUN } from '../policy';
import { soon } from '../time';
import { digestOf } from '../digest';
import { rowInput, wasShortened } from './rowInput';

/** What determines the price of a finished prediction. */
export interface PricedPrediction {
	model?: string;
	/** The whole input: a quote for a part of it is too low. */
	input?: unknown;
}

/**
 * The price of a prediction, for a row whose price nobody has requested before. Asking is free.
 * Predictions whose prices cannot differ need one request per run: one for a thousand rows of one model,
 * unless they differ in an input of the model's formula.
 * @returns US dollars; undefined if no answer comes soon: a row never waits long for its price, and never
 * fails because of it
 */
export async function rowPrice(
	item: OutputItem,
	made: PricedPrediction,
): Promise<number | undefined> {
	// A model that reads the row does not need it.
	if (item.forAgent) return undefined;
	try {
		return await soon(askFor(item, made), ROW_PRICE_PATIENCE, item.services.time);
	} catch {
		return undefined;
	}
}

async function askFor(
	item: OutputItem,
	{ model, input }: PricedPrediction,
): Promise<number | undefined> {
	if (model === undefined || typeof input !== 'object' || input === null) return undefined;
	const known = (await catalogueOf(item)).find(model);
	if (!known) return undefined;
	// A file in base64 affects few prices, and is left out of the request.
	const sent = rowInput(input) as IDataObject;
	const deciding = Object.entries(sent).filter(([name]) => known.pricedBy?.includes(name) ?? true);
	if (deciding.some(([, value]) => wasShortened(value))) return undefined;
	const prices = item.run.shared(RowPrices);
	return await prices.of(digestOf(item.api.connection.baseUrl, model, deciding), async () => {
		const quoted = await quoteOrFailure(item, { model, input: sent }, ROW_PRICE_PATIENCE);
		return typeof quoted === 'number' ? quoted : undefined;
	});
}

/** The different prices of a run, up to a number that ordinary tables do not reach. */
class RowPrices {
	private readonly asked = new Map<string, Promise<number | undefined>>();

	async of(key: string, ask: () => Promise<number | undefined>): Promise<number | undefined> {
		let price = this.asked.get(key);
		if (!price && this.asked.size < ROW_PRICES_PER_RUN) {
			price = ask();
			this.asked.set(key, price);
		}
		return await price;
	}
}
