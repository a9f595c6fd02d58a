import { accountOf } from '../../api/connection';
import type { WaveSpeedError } from '../../errors/errorClasses';
import type { Item } from '../../item/item';
import type { SubmissionRecord } from '../records/submissionRecords';
import type { ModelRequest } from '../request/readRequest';
import { checkDailyLimit } from './checkDailyLimit';
import { predictionTooExpensive, priceUnknown, runTooExpensive } from './priceErrors';
import { quoteOrFailure } from './quotePrice';
import { readPriceLimits, type PriceLimits } from './readPriceLimits';
import { RunPriceTotal } from './runPriceTotal';

export interface PriceCheck {
	/** The quoted price of the prediction in US dollars; undefined if it was not requested or is unknown. */
	quotedPriceUsd?: number;
	/**
	 * Why no new prediction may be submitted for this item. One of an earlier try may still be taken up: it
	 * is already paid for, whatever the limit.
	 */
	refusal?: WaveSpeedError;
}

/** An item's price and, if a limit is set, the run's total that includes it. */
export interface Quoted extends PriceCheck {
	/** Undefined if no limit of the run applies to this item now. */
	runTotal?: RunPriceTotal;
}

/**
 * Requests the price of the coming submission and adds it to the run's total; without a limit it requests
 * none. All items of the run have to be quoted before `checkRunLimits` can compare them.
 * @param record of the item: submissions of earlier tries and attempts count too
 * @throws WaveSpeedError if this item alone is too expensive, or its price is unknown
 */
export async function quoteForLimits(
	item: Item,
	asked: ModelRequest,
	limits: PriceLimits,
	record: SubmissionRecord,
): Promise<Quoted> {
	if (!hasLimit(limits)) return {};
	const earlier = record.recall();
	const runTotal = countEarlier(item, limits, record);
	// The next submission is a further attempt; its price is requested when it is made.
	if (!earlier && record.attempts.length > 0) return {};
	const known = earlier?.quotedPriceUsd;
	const check = await quoteWithinLimit(item, asked, limits, known);
	// An item of an earlier try can only be kept from paying a second time.
	if (check.refusal && !earlier) throw check.refusal;
	if (known === undefined && check.quotedPriceUsd !== undefined)
		runTotal.add(check.quotedPriceUsd, earlier !== undefined, accountOf(item.api.connection));
	return { ...check, runTotal };
}

/**
 * Compares the prices of the whole run with its limit, and with what may still be spent today.
 * @throws WaveSpeedError if the run is too expensive; for an item of an earlier try it is returned
 * as `refusal`
 */
export async function checkRunLimits(
	item: Item,
	asked: ModelRequest,
	limits: PriceLimits,
	{ runTotal, ...check }: Quoted,
	record: SubmissionRecord,
): Promise<PriceCheck> {
	if (!runTotal) return check;
	const excess = runTotal.excess();
	const refusal = excess
		? runTooExpensive(asked.model, excess)
		: await checkDay(item, asked, limits, runTotal);
	if (!refusal) return check;
	if (!record.recall()) throw refusal;
	return { ...check, refusal };
}

/**
 * Whether one more prediction of an item may be submitted after the run has begun to pay.
 * @returns why not as `refusal`
 */
export async function checkFurtherPrice(
	item: Item,
	asked: ModelRequest,
	limits: PriceLimits,
): Promise<PriceCheck> {
	if (!hasLimit(limits)) return {};
	const runTotal = runTotalOf(item, limits);
	const check = await quoteWithinLimit(item, asked, limits);
	const { quotedPriceUsd = 0 } = check;
	if (check.refusal) return check;
	const excess = runTotal.excess(quotedPriceUsd);
	if (excess) return { ...check, refusal: runTooExpensive(asked.model, excess) };
	// At once, before another item checks whether its own price still fits.
	const account = accountOf(item.api.connection);
	runTotal.add(quotedPriceUsd, false, account);
	const refusal = await checkDay(item, asked, limits, runTotal);
	if (!refusal) return check;
	runTotal.takeBack(quotedPriceUsd, account);
	return { ...check, refusal };
}

/**
 * Adds the quoted prices of the item's earlier tries and attempts to the run's total, once per run.
 * @returns the run's total
 */
export function countEarlier(
	item: Item,
	limits: PriceLimits,
	record: SubmissionRecord,
): RunPriceTotal {
	const runTotal = runTotalOf(item, limits);
	for (const { quotedPriceUsd } of [...record.attempts, record.recall() ?? {}]) {
		if (quotedPriceUsd !== undefined)
			runTotal.add(quotedPriceUsd, true, accountOf(item.api.connection));
	}
	return runTotal;
}

/**
 * The price of an attempt that an earlier execution turns out to have made: it counts like every attempt,
 * but the attempt is taken up even beyond the limit.
 * @param settings.isCounted whether the run's total already includes it
 * @returns US dollars; undefined if there is no limit and so no request, or the price is unknown
 */
export async function quoteFound(
	item: Item,
	asked: ModelRequest,
	{ isCounted }: { isCounted: boolean },
): Promise<number | undefined> {
	const limits = readPriceLimits(item);
	if (!hasLimit(limits)) return undefined;
	const quoted = await quoteOrFailure(item, asked);
	if (typeof quoted !== 'number') return undefined;
	if (!isCounted) runTotalOf(item, limits).add(quoted, true, accountOf(item.api.connection));
	return quoted;
}

function runTotalOf(item: Item, { perRunUsd }: PriceLimits): RunPriceTotal {
	const runTotal = item.run.shared(RunPriceTotal);
	if (perRunUsd !== undefined) runTotal.limitTo(perRunUsd);
	return runTotal;
}

function hasLimit({ perPredictionUsd, perRunUsd, perDayUsd }: PriceLimits): boolean {
	return [perPredictionUsd, perRunUsd, perDayUsd].some((limit) => limit !== undefined);
}

/** @param known the price quoted when it was submitted, in US dollars */
async function quoteWithinLimit(
	item: Item,
	asked: ModelRequest,
	{ perPredictionUsd, ifUnknown }: PriceLimits,
	known?: number,
): Promise<PriceCheck> {
	const { model } = asked;
	const quoted = known ?? (await quoteOrFailure(item, asked));
	if (typeof quoted === 'number') {
		const isOver = perPredictionUsd !== undefined && quoted > perPredictionUsd;
		return {
			quotedPriceUsd: quoted,
			...(isOver && { refusal: predictionTooExpensive(model, quoted, perPredictionUsd) }),
		};
	}
	if (ifUnknown === 'refuse' || quoted.kind === 'stopped')
		return { refusal: priceUnknown(quoted, item.at({ model })) };
	item.host.logger.warn(`Item ${item.index}: submitted without a known price (${quoted.kind}).`);
	return {};
}

async function checkDay(
	item: Item,
	{ model }: ModelRequest,
	{ perDayUsd, ifUnknown }: PriceLimits,
	runTotal: RunPriceTotal,
): Promise<WaveSpeedError | undefined> {
	if (perDayUsd === undefined) return undefined;
	const runUsd = runTotal.unpaidUsd(accountOf(item.api.connection));
	return await checkDailyLimit(item, { perDayUsd, ifUnknown, runUsd, model });
}
