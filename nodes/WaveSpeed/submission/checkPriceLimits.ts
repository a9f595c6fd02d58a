import { CallFailure, rethrown } from '../api/callFailure';
import type { WaveSpeedError } from '../errors/errorClasses';
import { checkDailyLimit } from './checkDailyLimit';
import { predictionTooExpensive, priceUnknown, runTooExpensive } from './priceErrors';
import type { Item } from '../item/item';
import { quotePrice } from './quotePrice';
import { RunPriceTotal } from './runPriceTotal';
import type { ModelRequest } from './readRequest';
import type { PriceLimits } from './readPriceLimits';
import type { Submitted } from './storedSubmissions';

export interface PriceCheck {
	/** What the prediction was quoted at, in US dollars; undefined where nobody asked or nobody knew. */
	quotedPriceUsd?: number;
	/**
	 * Why no new prediction may be submitted for this item, although one of an earlier try may be taken
	 * up: that one is paid for, whatever the limit.
	 */
	unaffordable?: WaveSpeedError;
}

/**
 * Asks for the prices of all items of the run, and compares, before the first of them is submitted. One
 * prediction that is too expensive fails its item; a run that is too expensive, alone or after what was
 * spent today, fails all its items.
 * Without a limit nobody is asked.
 * @param earlier what an earlier try has submitted for the item
 * @throws WaveSpeedError
 */
export async function checkPriceLimits(
	item: Item,
	asked: ModelRequest,
	{ perPredictionUsd, perRunUsd, perDayUsd, ifUnknown }: PriceLimits,
	earlier: Submitted | undefined,
): Promise<PriceCheck> {
	const { model } = asked;
	if ([perPredictionUsd, perRunUsd, perDayUsd].every((limit) => limit === undefined)) {
		await item.run.cross('pricesKnown', item.member);
		return {};
	}
	const tally = await item.run.once('price tally', async () => new RunPriceTotal());
	if (perRunUsd !== undefined) tally.limitTo(perRunUsd);
	const isPaid = earlier !== undefined;
	// An item of an earlier try may only be kept from paying a second time.
	const refuse = (error: WaveSpeedError): PriceCheck => {
		if (isPaid) return { unaffordable: error };
		throw error;
	};

	let check: PriceCheck = {};
	const quoted = earlier?.quotedPriceUsd ?? (await quoteOrFailure(item, asked));
	if (typeof quoted === 'number') {
		check = { quotedPriceUsd: quoted };
		const isOver = perPredictionUsd !== undefined && quoted > perPredictionUsd;
		if (isOver)
			Object.assign(check, refuse(predictionTooExpensive(model, quoted, perPredictionUsd)));
		tally.add(item.member, quoted, isPaid);
	} else if (ifUnknown === 'refuse' || quoted.kind === 'stopped') {
		check = refuse(priceUnknown(quoted, item.at({ model })));
	} else {
		item.host.logger.warn(`Item ${item.index}: submitted without a known price (${quoted.kind}).`);
	}
	await item.run.cross('pricesKnown', item.member);
	const excess = tally.excess();
	if (excess) return { ...check, ...refuse(runTooExpensive(model, excess)) };
	if (perDayUsd === undefined) return check;
	const runUsd = tally.unpaidUsd();
	const tooMuch = await checkDailyLimit(item, { perDayUsd, ifUnknown, runUsd, model });
	return tooMuch ? { ...check, ...refuse(tooMuch) } : check;
}

async function quoteOrFailure(item: Item, asked: ModelRequest): Promise<number | CallFailure> {
	try {
		return (await quotePrice(item, asked)).priceUsd;
	} catch (failure) {
		if (failure instanceof CallFailure) return failure;
		throw rethrown(failure);
	}
}
