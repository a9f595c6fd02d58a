import type { IDataObject } from 'n8n-workflow';

import { CallFailure } from '../api/callFailure';
import { accountOf } from '../api/connection';
import {
	billingListCall,
	dollarsPer,
	readBillings,
	sumUsd,
	type Billing,
} from '../billing/billingList';
import { digestOf } from '../digest';
import { catalogueOf } from '../item/catalogueOfItem';
import type { OutputItem } from '../item/item';
import {
	BILLED_PRICE_FIRST_LOOK,
	BILLED_PRICE_LOOK_GROWTH,
	BILLED_PRICE_PATIENCE,
	BILLING_IDS_PER_SEARCH,
	ROW_PRICE_PATIENCE,
	ROW_PRICES_PER_RUN,
} from '../policy';
import { quoteOrFailure } from '../submission/price/quotePrice';
import { soon } from '../time';
import { rowInput, wasShortened } from './rowInput';

/** What determines the price of a finished prediction. */
interface PricedPrediction {
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
	// Accounts have discounts of their own.
	const prices = item.run.shared(RowPrices, accountOf(item.api.connection));
	return await prices.of(digestOf(model, deciding), async () => {
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

/** What a prediction really cost, in US dollars. */
export interface BilledPrice {
	/** Null if the billing does not show it yet. */
	billedPriceUsd: number | null;
	/** Undefined if nothing was refunded. */
	refundedUsd?: number;
}

const UNKNOWN: BilledPrice = { billedPriceUsd: null };

/**
 * Asks the account's billing what a prediction cost. A charge appears there some seconds late, so it asks
 * several times; whatever goes wrong, the row continues without it. Free.
 */
export async function readBilledPrice(
	item: OutputItem,
	predictionId: string,
): Promise<BilledPrice> {
	const prices = item.run.shared(BilledPrices, accountOf(item.api.connection));
	return await prices.of(item, predictionId);
}

interface PriceWaiter {
	/** On the item's clock. */
	until: number;
	tell: (price: BilledPrice) => void;
}

/** Asks for all predictions of a run together: a thousand items must not mean a thousand searches. */
class BilledPrices {
	private readonly asked = new Map<string, PriceWaiter[]>();
	private isLooking = false;
	/** The API has refused: a thousand items need not hear it again. */
	private isRefused = false;

	async of(item: OutputItem, predictionId: string): Promise<BilledPrice> {
		if (this.isRefused) return UNKNOWN;
		const until = item.services.time.now() + BILLED_PRICE_PATIENCE;
		return await new Promise((tell) => {
			this.asked.set(predictionId, [...(this.asked.get(predictionId) ?? []), { until, tell }]);
			if (!this.isLooking) void this.look(item);
		});
	}

	private async look(item: OutputItem): Promise<void> {
		this.isLooking = true;
		const { time } = item.services;
		let pause = BILLED_PRICE_FIRST_LOOK;
		try {
			while (this.asked.size > 0 && !item.signal?.aborted) {
				await time.sleep(pause, item.signal);
				pause = Math.min(pause * BILLED_PRICE_LOOK_GROWTH, BILLED_PRICE_PATIENCE / 4);
				const ids = [...this.asked.keys()];
				for (let first = 0; first < ids.length; first += BILLING_IDS_PER_SEARCH) {
					await this.search(item, ids.slice(first, first + BILLING_IDS_PER_SEARCH));
				}
				this.giveUpOn(([{ until }]) => until <= time.now());
			}
		} catch (failure) {
			const why = failure instanceof CallFailure ? failure.kind : 'unexpected';
			this.isRefused = why === 'refused';
			item.host.logger.warn(`The billed prices could not be fetched (${why}).`);
		} finally {
			this.isLooking = false;
			this.giveUpOn(() => true);
		}
	}

	/** @throws CallFailure */
	private async search(item: OutputItem, ids: string[]): Promise<void> {
		const until = item.services.time.now() + BILLED_PRICE_PATIENCE;
		const call = billingListCall({ predictionIds: ids }, 1, 'ms');
		const billings = await item.api.read(call, { until, parse: readBillings });
		const perUnit = dollarsPer(billings);
		for (const id of ids) {
			const own = billings.filter(({ predictionId }) => predictionId === id);
			const price = priceOf(own, perUnit);
			if (price) this.settle(id, price);
		}
	}

	private giveUpOn(isOver: (asked: [PriceWaiter, ...PriceWaiter[]]) => boolean): void {
		for (const [id, asked] of this.asked) {
			if (isOver(asked as [PriceWaiter, ...PriceWaiter[]])) this.settle(id, UNKNOWN);
		}
	}

	private settle(id: string, price: BilledPrice): void {
		for (const { tell } of this.asked.get(id) ?? []) tell(price);
		this.asked.delete(id);
	}
}

function priceOf(billings: readonly Billing[], perUnit: number): BilledPrice | undefined {
	const charges = billings.filter(({ isRefund }) => !isRefund).map(({ price }) => price);
	const refunds = billings.filter(({ isRefund }) => isRefund).map(({ price }) => price);
	if (charges.length === 0) return undefined;
	return {
		billedPriceUsd: sumUsd(charges, perUnit),
		...(refunds.length > 0 && { refundedUsd: sumUsd(refunds, perUnit) }),
	};
}
