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
	/** Why no new prediction may be submitted for this item. */
	refusal?: WaveSpeedError;
}

/** An item's price and, if a limit is set, the run's total that includes it. */
export interface Quoted extends PriceCheck {
	/** Undefined if no limit of the run applies to this item now. */
	runTotal?: RunPriceTotal;
	/** The records tell that an earlier try has submitted it, so the total counts it as paid. */
	isKnownPaid?: boolean;
}

/**
 * Requests the price of the coming submission and adds it to the run's total; without a limit it requests
 * none. All items of the run have to be quoted before `checkRunLimits` can compare them.
 * @param record of the item: submissions of earlier tries and attempts count too
 * @param mayBePaid an earlier try or execution may have submitted the item: that prediction may be taken
 * up whatever it costs, so a refusal is returned, and thrown by `checkRunLimits`
 * @throws WaveSpeedError if this item alone is too expensive, or its price is unknown
 */
export async function quoteForLimits(
	item: Item,
	asked: ModelRequest,
	limits: PriceLimits,
	record: SubmissionRecord,
	mayBePaid: boolean,
): Promise<Quoted> {
	if (!hasLimit(limits)) return {};
	const earlier = record.recall();
	const runTotal = countEarlier(item, limits, record);
	// The next submission is a further attempt; its price is requested when it is made.
	if (!earlier && record.attempts.length > 0) return {};
	const known = earlier?.quotedPriceUsd;
	const check = await quoteWithinLimit(item, asked, limits, known);
	if (check.refusal && !mayBePaid) throw check.refusal;
	const isKnownPaid = earlier !== undefined;
	const { quotedPriceUsd, refusal } = check;
	// What is refused is not going to be paid; `countEarlier` has counted a known price.
	const counts = known === undefined && (isKnownPaid || !refusal);
	if (counts && quotedPriceUsd !== undefined)
		runTotal.add(quotedPriceUsd, isKnownPaid, accountOf(item.api.connection));
	return { ...check, runTotal, isKnownPaid };
}

/**
 * Counts the item's prediction as paid if an execution before this one turns out to have submitted it:
 * what was spent today contains it already, and the other items need not fit in beside it.
 */
export function countFound(
	item: Item,
	{ runTotal, isKnownPaid, quotedPriceUsd, refusal }: Quoted,
	record: SubmissionRecord,
): void {
	const isFound = record.recall() !== undefined || record.attempts.length > 0;
	if (!isFound || isKnownPaid === true || !runTotal || quotedPriceUsd === undefined) return;
	const account = accountOf(item.api.connection);
	if (!refusal) runTotal.takeBack(quotedPriceUsd, account);
	runTotal.add(quotedPriceUsd, true, account);
}

/**
 * Requests the price of an item anew whose earlier prediction was refunded: what is submitted now may cost
 * more, and is paid for once more.
 * @returns what `quoteForLimits` would have returned without the earlier try
 */
export async function quoteAnew(
	item: Item,
	asked: ModelRequest,
	limits: PriceLimits,
	{ runTotal, quotedPriceUsd }: Quoted,
): Promise<Quoted> {
	if (quotedPriceUsd !== undefined) runTotal?.refund(quotedPriceUsd);
	const check = await quoteWithinLimit(item, asked, limits);
	if (check.quotedPriceUsd !== undefined && !check.refusal)
		runTotal?.add(check.quotedPriceUsd, false, accountOf(item.api.connection));
	return { ...check, runTotal };
}

/**
 * Compares the prices of the whole run with its limit, and with what may still be spent today. Call it for
 * an item that is about to be submitted, when it is known what earlier tries have paid for.
 * @returns the item's price
 * @throws WaveSpeedError if the item or the run is too expensive, or a price is unknown
 */
export async function checkRunLimits(
	item: Item,
	asked: ModelRequest,
	limits: PriceLimits,
	{ runTotal, refusal, quotedPriceUsd }: Quoted,
): Promise<PriceCheck> {
	if (refusal) throw refusal;
	const excess = runTotal?.excess();
	if (excess) throw runTooExpensive(asked.model, excess);
	const tooMuchToday = runTotal && (await checkDay(item, asked, limits, runTotal));
	if (tooMuchToday) throw tooMuchToday;
	return { quotedPriceUsd };
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
