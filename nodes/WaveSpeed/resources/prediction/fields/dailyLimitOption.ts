import type { INodeProperties } from 'n8n-workflow';

/** For the operations that spend. A text, as the other limits: see `priceOptions`. */
export const dailyLimitOption: INodeProperties = {
	displayName: 'Cost: Max per Day (USD)',
	name: 'maxSpendingPerDay',
	type: 'string',
	default: '10',
	description:
		'Asks WaveSpeed what the whole account has spent since midnight (UTC) and submits nothing when this run would go beyond the limit, in US dollars, such as 1.5',
};
