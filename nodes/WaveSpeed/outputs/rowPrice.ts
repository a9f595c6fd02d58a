import type { IDataObject } from 'n8n-workflow';

import { quoteOrFailure } from '../submission/price/quotePrice';
import { catalogueOf } from '../item/catalogueOfItem';
import type { OutputItem } from '../item/item';
import { ROW_PRICE_PATIENCE, ROW_PRICES_PER_RUN } from '../policy';
import { soon } from '../soon';
import { digestOf } from '../digest';
import { rowInput, wasShortened } from './rowInput';

/** What a finished prediction was made from, as far as its price goes. */
export interface PricedPrediction {
	model?: string;
	/** All that was sent: a price for a part of it is the lowest one, not the right one. */
	input?: unknown;
}

/**
 * What a prediction costs, for a row whose price nobody has asked for before. Asking is free. Predictions
 * whose prices cannot differ are asked for once in a run: a thousand rows of one model mean one request,
 * unless what they differ in is in the model's formula.
 * @returns US dollars; undefined where nobody knows soon: a row never waits long for its price, and never
 * fails for it
 */
export async function rowPrice(
	item: OutputItem,
	made: PricedPrediction,
): Promise<number | undefined> {
	// A model that reads the row decides by other things.
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
	// What was sent as base64 decides about few prices, and is left out of the question.
	const sent = rowInput(input) as IDataObject;
	const deciding = Object.entries(sent).filter(([name]) => known.pricedBy?.includes(name) ?? true);
	if (deciding.some(([, value]) => wasShortened(value))) return undefined;
	const prices = item.run.shared(RowPrices);
	return await prices.of(digestOf(item.api.connection.baseUrl, model, deciding), async () => {
		const quoted = await quoteOrFailure(item, { model, input: sent });
		return typeof quoted === 'number' ? quoted : undefined;
	});
}

/** The prices of a run that differ, up to a number that no table of usual rows has. */
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
