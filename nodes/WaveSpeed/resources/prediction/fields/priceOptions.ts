import type { INodeProperties } from 'n8n-workflow';

import { offeredWithAny } from './dependentOptions';
import { showPriceOption } from './showPriceOption';

const ifUnknown: INodeProperties = {
	displayName: 'Maximum Price: If Unknown',
	name: 'ifPriceUnknown',
	type: 'options',
	default: 'refuse',
	description: 'What to do if a maximum price is set but WaveSpeed does not give the price',
	options: [
		{
			name: 'Refuse',
			value: 'refuse',
			description: 'Submit nothing if its price is unknown',
		},
		{
			name: 'Submit Anyway',
			value: 'submit',
			description: 'Continue as if the price were within the limit',
		},
	],
};

/**
 * Prices, and limits on what the node may spend, for operations that spend money. Limits have no
 * `minValue`: the editor would silently turn a limit of −3 into 0, and the node refuses it by name. Nor
 * do they have a `numberPrecision`: with one the editor shows 10 as `10.0000`, and without one it accepts
 * any decimals.
 */
export const priceOptions: INodeProperties[] = [
	...offeredWithAny(ifUnknown, ['maxPricePerPrediction', 'maxPricePerRun', 'maxSpendingPerDay']),
	{
		displayName: 'Maximum Price Each (USD)',
		name: 'maxPricePerPrediction',
		type: 'number',
		default: 1,
		description:
			'Asks WaveSpeed for the price first and does not submit an item that would cost more, in US dollars; use a decimal point: 1.5, not 1,5',
	},
	{
		displayName: 'Maximum per Run (USD)',
		name: 'maxPricePerRun',
		type: 'number',
		default: 10,
		description:
			'Asks WaveSpeed for all prices first and submits nothing if the items of this run would cost more together, in US dollars; use a decimal point: 1.5, not 1,5',
	},
	showPriceOption,
];
