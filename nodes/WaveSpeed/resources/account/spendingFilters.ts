import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import type { BillingFilters } from '../../billing/billingList';
import { DEFAULT_MODEL } from '../../defaultModel';
import { InputError } from '../../errors/errorClasses';
import type { Item } from '../../item/item';
import { BILLING_IDS_LIMIT, SPENDING_DAYS_LONGEST, SPENDING_DAYS_USUAL } from '../../policy';
import { isEmptyFilter, readModelFilter, readTimeFilter } from '../prediction/predictionFilters';
import { splitPredictionIds } from '../prediction/predictionIds';

/** @param displayOptions the operation that reports spending */
export function spendingFields(displayOptions: IDisplayOptions): INodeProperties[] {
	return [
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			default: true,
			description:
				'Whether to return a row for each model and day instead of each charge and refund',
			displayOptions,
		},
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			description:
				'Which charges and refunds to count; without a filter, those of the last 7 days; asking is free',
			displayOptions,
			options: [
				{
					displayName: 'From',
					name: 'from',
					type: 'dateTime',
					default: '',
					description:
						'Count from this time on, at most 31 days; without it, 7 days before the end',
				},
				{
					displayName: 'Model',
					name: 'model',
					type: 'string',
					default: '',
					placeholder: `e.g. ${DEFAULT_MODEL}`,
					description: 'Count only predictions of the model with this ID',
				},
				{
					displayName: 'Prediction IDs',
					name: 'predictionIds',
					type: 'string',
					default: '',
					placeholder: 'e.g. ded09b4c9b104fb88a38feab74c9d54c, 7c2f0e3b5c6d4a0d9a53d8b1c0d4e5f6',
					description:
						'Count only these predictions, up to 500 separated by commas, whenever they were made',
				},
				{
					displayName: 'To',
					name: 'to',
					type: 'dateTime',
					default: '',
					description: 'Count up to this time; without it, up to now',
				},
			],
		},
	];
}

const DAY = 24 * 60 * 60 * 1_000;
const IDS = 'filters.predictionIds';

/**
 * Reads the filters of Account → Get Spending. Without a time it covers the last 7 days, or all time if
 * it names predictions.
 * @param now the same for all items of a run
 * @throws InputError for an impossible filter, for more than 31 days, and for too many ids
 */
export function readSpendingFilters(item: Item, now: Date): BillingFilters {
	const model = readModelFilter(item);
	const predictionIds = readIds(item);
	return {
		...(model !== undefined && { model }),
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
