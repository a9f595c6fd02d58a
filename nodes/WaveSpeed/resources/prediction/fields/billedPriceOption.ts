import type { INodeProperties } from 'n8n-workflow';

/** For operations that return a completed prediction. */
export const billedPriceOption: INodeProperties = {
	displayName: 'Cost: Add Billed Price',
	name: 'addBilledPrice',
	type: 'boolean',
	default: true,
	description:
		'Whether to ask WaveSpeed what a completed prediction really cost and add it as billed_price_usd; asking is free, and the row waits up to 20 seconds for the charge to be listed',
};
