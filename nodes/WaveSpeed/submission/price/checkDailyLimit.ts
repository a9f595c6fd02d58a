import { CallFailure, rethrown } from '../../api/callFailure';
import { accountOf } from '../../api/connection';
import { dollarsPer, sumUsd } from '../../billing/billingList';
import { AcceptedTimes, searchBillings } from '../../billing/searchBillings';
import { InputError, type WaveSpeedError } from '../../errors/errorClasses';
import type { Item } from '../../item/item';
import { dayTooExpensive, spendingUnknown } from './priceErrors';

interface DailyLimit {
	perDayUsd: number;
	ifUnknown: 'refuse' | 'submit';
	/** The total price of this run's predictions for the account that are still to be submitted, in US dollars. */
	runUsd: number;
	model: string;
}

/**
 * Compares the account's spending today, in UTC and minus refunds, with the limit. It asks once per run,
 * before the first submission. A charge is listed some seconds late, so runs that start at the same
 * moment do not see each other's charges.
 * @returns why nothing more may be submitted; undefined if it may
 */
export async function checkDailyLimit(
	item: Item,
	{ perDayUsd, ifUnknown, runUsd, model }: DailyLimit,
): Promise<WaveSpeedError | undefined> {
	const spentUsd = await spentToday(item);
	if (typeof spentUsd !== 'number') {
		const isStopped = spentUsd instanceof CallFailure && spentUsd.kind === 'stopped';
		if (ifUnknown === 'refuse' || isStopped) return spendingUnknown(spentUsd, item.at({ model }));
		const why = spentUsd instanceof CallFailure ? spentUsd.kind : spentUsd.details.reason;
		item.host.logger.warn(
			`Item ${item.index}: submitted without knowing what was spent today (${why}).`,
		);
		return undefined;
	}
	// In millionths: 0.1 + 0.2 is not 0.3 in floating point.
	const isOver = Math.round((spentUsd + runUsd) * 1e6) > Math.round(perDayUsd * 1e6);
	return isOver ? dayTooExpensive(model, { spentUsd, runUsd, limitUsd: perDayUsd }) : undefined;
}

/** @returns US dollars, or why that is unknown: no answer, or more charges than the node reads */
async function spentToday(item: Item): Promise<number | CallFailure | InputError> {
	const ask = async () => {
		const to = item.services.time.date();
		const from = new Date(to);
		from.setUTCHours(0, 0, 0, 0);
		const billings = await searchBillings(
			item.api,
			{ from, to },
			item.run.shared(AcceptedTimes, accountOf(item.api.connection)),
		);
		const amounts = billings.map(({ isRefund, price }) => (isRefund ? -price : price));
		return Math.max(0, sumUsd(amounts, dollarsPer(billings)));
	};
	try {
		return await item.run.oncePerAccount(item.api, 'spent today', ask);
	} catch (failure) {
		if (failure instanceof CallFailure || failure instanceof InputError) return failure;
		throw rethrown(failure);
	}
}
