import type { INodeProperties } from 'n8n-workflow';

/**
 * For operations that spend money. It has no `minValue` or `numberPrecision`, like the other limits: see
 * `priceOptions`.
 */
export const dailyLimitOption: INodeProperties = {
	displayName: 'Maximum per Day (USD)',
	name: 'maxSpendingPerDay',
	type: 'number',
	default: 10,
	description:
		'Asks WaveSpeed what the whole account has spent since midnight (UTC) and submits nothing if this run would exceed the limit, in US dollars; use a decimal point: 1.5, not 1,5',
};
