import type { Item } from '../../item/item';
import { isRecord } from '../../narrow';
import { readPlainNumber } from '../../schema/readNumberText';
import { formatValue } from '../../schema/inputProblem';
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
		perPredictionUsd: readLimit(item, 'maxPricePerPrediction', 'Cost: Max Each (USD)'),
		perRunUsd: readLimit(item, 'maxPricePerRun', 'Cost: Max per Run (USD)'),
		perDayUsd: readLimit(item, 'maxSpendingPerDay', 'Cost: Max per Day (USD)'),
		ifUnknown:
			item.parameter('options.ifPriceUnknown', 'refuse') === 'submit' ? 'submit' : 'refuse',
	};
}

function readLimit(item: Item, name: string, label: string): number | undefined {
	const options = item.parameter('options', {});
	if (!isRecord(options) || !Object.hasOwn(options, name)) return undefined;
	const field = `options.${name}`;
	const limit = readAmount(item.parameter(field, undefined));
	if (typeof limit === 'string') throw badLimit(label, field, limit);
	if (limit < 0) throw badLimit(label, field, 'is below zero');
	return limit;
}

/**
 * Reads an amount as people write it, such as “1,5” or “$1.50”; a saved workflow or an expression may have a number.
 * @returns the amount, or what is wrong with the value
 */
function readAmount(value: unknown): number | string {
	const limit = typeof value === 'string' ? readPlainNumber(withoutCurrency(value)) : value;
	if (typeof limit === 'number' && Number.isFinite(limit)) return limit;
	if (value === undefined || value === null || value === '') return 'is empty';
	return typeof value === 'string' && THOUSANDS_OR_DECIMALS.test(withoutCurrency(value))
		? `is ${formatValue(value)}, which can be read in two ways`
		: `is ${formatValue(value)}, which is not a number`;
}

/** A number with a comma that some people read as thousands, and others as a decimal point. */
const THOUSANDS_OR_DECIMALS = /^[+-]?\d{1,3},\d{3}$/;

function withoutCurrency(text: string): string {
	return text.trim().replace(/^\$\s?|\s?(?:\$|USD)$/gi, '');
}
