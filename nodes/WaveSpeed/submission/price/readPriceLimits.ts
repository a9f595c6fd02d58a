import type { Item } from '../../item/item';
import { isRecord } from '../../narrow';
import { badLimit } from './priceErrors';

/** The user's price limits. */
export interface PriceLimits {
	/** US dollars; undefined for no limit. */
	perPredictionUsd?: number;
	perRunUsd?: number;
	/** For the whole account, since midnight in UTC. */
	perDayUsd?: number;
	/** What happens if a limit is set and the price is unknown. */
	ifUnknown: 'refuse' | 'submit';
}

/** @throws InputError for a limit that is not an amount: a guess would be a limit that nobody set */
export function readPriceLimits(item: Item): PriceLimits {
	return {
		perPredictionUsd: readLimit(item, 'maxPricePerPrediction', 'Maximum Price Each (USD)'),
		perRunUsd: readLimit(item, 'maxPricePerRun', 'Maximum per Run (USD)'),
		perDayUsd: readLimit(item, 'maxSpendingPerDay', 'Maximum per Day (USD)'),
		ifUnknown:
			item.parameter('options.ifPriceUnknown', 'refuse') === 'submit' ? 'submit' : 'refuse',
	};
}

function readLimit(item: Item, name: string, label: string): number | undefined {
	const options = item.parameter('options', {});
	if (!isRecord(options) || !Object.hasOwn(options, name)) return undefined;
	const field = `options.${name}`;
	const value = item.parameter(field, undefined);
	const text = typeof value === 'string' ? value.trim().replace(/^\$/, '') : value;
	const limit = typeof text === 'string' && text !== '' ? Number(text) : text;
	if (typeof limit !== 'number' || !Number.isFinite(limit))
		throw badLimit(label, field, 'is not a number');
	if (limit < 0) throw badLimit(label, field, 'is below zero');
	return limit;
}
