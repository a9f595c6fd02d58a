import type { INodeProperties } from 'n8n-workflow';

import { offeredWithAny } from './dependentOptions';
import { showPriceOption } from './showPriceOption';

const ifUnknown: INodeProperties = {
	displayName: 'Cost: If Unknown',
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
 * What something costs, and limits on what the node may spend, for the operations that spend. Limits are texts:
 * the editor's number field makes 15 of a typed “1,5”, and 0 of −3 where there is a `minValue`, without a word.
 * The node reads them itself.
 */
export const priceOptions: INodeProperties[] = [
	...offeredWithAny(ifUnknown, ['maxPricePerPrediction', 'maxPricePerRun', 'maxSpendingPerDay']),
	{
		displayName: 'Cost: Max Each (USD)',
		name: 'maxPricePerPrediction',
		type: 'string',
		default: '1',
		description:
			'Asks WaveSpeed for the price first and does not submit an item that would cost more, in US dollars, such as 1.5',
	},
	{
		displayName: 'Cost: Max per Run (USD)',
		name: 'maxPricePerRun',
		type: 'string',
		default: '10',
		description:
			'Asks WaveSpeed for all prices first and submits nothing when the items of this run would cost more together, in US dollars, such as 1.5',
	},
	showPriceOption,
];
