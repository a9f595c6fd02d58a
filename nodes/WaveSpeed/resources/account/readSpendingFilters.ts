import type { BillingFilters } from '../../billing/billingList';
import { checkModelId } from '../../api/paths';
import { InputError } from '../../errors/errorClasses';
import type { Item } from '../../item/item';
import { readModelId } from '../../models/readModelId';
import { BILLING_IDS_LIMIT, SPENDING_DAYS_LONGEST, SPENDING_DAYS_USUAL } from '../../policy';
import { readTimeFilter, isEmptyFilter } from '../prediction/readFilters';
import { splitPredictionIds } from '../prediction/readPredictionIds';

const DAY = 24 * 60 * 60 * 1_000;
const IDS = 'filters.predictionIds';

/**
 * Reads the filters of Account → Get Spending. Without a time it covers the last 7 days, or all time if
 * it names predictions.
 * @param now the same for all items of a run
 * @throws InputError for an impossible filter, for more than 31 days, and for too many ids
 */
export function readSpendingFilters(item: Item, now: Date): BillingFilters {
	const model = item.parameter('filters.model', '', { extractValue: true });
	const predictionIds = readIds(item);
	return {
		...(!isEmptyFilter(model) && { model: checkModelId(readModelId(model)) }),
		...(predictionIds && { predictionIds }),
		...readRange(item, now, predictionIds !== undefined),
	};
}

function readRange(item: Item, now: Date, isAnyTimeMeant: boolean): { from?: Date; to?: Date } {
	const start = readTimeFilter(item, 'from', 'From');
	const end = readTimeFilter(item, 'to', 'To');
	if (start === undefined && end === undefined && isAnyTimeMeant) return {};
	const to = end === undefined ? now : new Date(end);
	const from =
		start === undefined ? new Date(to.getTime() - SPENDING_DAYS_USUAL * DAY) : new Date(start);
	if (from > to) {
		throw new InputError(
			`“From” (${from.toISOString()}) is later than “To” (${to.toISOString()}), so nothing can match. Swap the two, or remove one.`,
			{ reason: 'contradictoryFilters', field: 'filters.from' },
		);
	}
	if (to.getTime() - from.getTime() > SPENDING_DAYS_LONGEST * DAY) {
		throw new InputError(
			`From ${from.toISOString()} to ${to.toISOString()} are more than ${SPENDING_DAYS_LONGEST} days. Ask for ${SPENDING_DAYS_LONGEST} days at most, and for longer in several items.`,
			{ reason: 'invalidFilter', field: start === undefined ? 'filters.to' : 'filters.from' },
		);
	}
	return { from, to };
}

function readIds(item: Item): string[] | undefined {
	const value = item.parameter(IDS, '');
	if (isEmptyFilter(value)) return undefined;
	const ids = splitPredictionIds(value, 'filter “Prediction IDs”', IDS);
	if (ids.length > 0 && ids.length <= BILLING_IDS_LIMIT) return ids;
	throw new InputError(
		ids.length === 0
			? 'The filter “Prediction IDs” names no prediction. Enter ids with commas between them, or remove the filter.'
			: `The filter “Prediction IDs” has ${ids.length} ids. Ask for ${BILLING_IDS_LIMIT} at most, and for more in several items.`,
		{ reason: 'invalidFilter', field: IDS },
	);
}
