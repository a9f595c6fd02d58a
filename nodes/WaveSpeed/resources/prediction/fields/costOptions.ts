import type { INodeProperties } from 'n8n-workflow';

import { PRICE_DEPENDS_ON } from '../../../panel/hiddenParameters';
import { keptOnly, offeredWith, offeredWithAny } from './dependentOptions';

/** It offers nothing to choose, so it is not named “Name or ID” as n8n's linter wants lists to be. */
const SHOWN_BY: INodeProperties['typeOptions'] = {
	loadOptionsMethod: 'showPrice',
	loadOptionsDependsOn: [PRICE_DEPENDS_ON],
};

/** For operations that run a model. It shows something in the editor and does nothing in a run. */
const showPriceOption: INodeProperties = {
	displayName: 'Cost: Show Price',
	name: 'showPrice',
	type: 'options',
	noDataExpression: true,
	typeOptions: SHOWN_BY,
	default: '',
	description:
		'The price of one prediction with the current inputs, and the remaining credit; WaveSpeed is asked for free while this panel is open, and nothing is run',
};

/** For the operations that spend. A text, like the other limits: see `priceLimits`. */
export const dailyLimitOption: INodeProperties = {
	displayName: 'Cost: Max per Day (USD)',
	name: 'maxSpendingPerDay',
	type: 'string',
	default: '10',
	description:
		'Asks WaveSpeed what the whole account has spent since midnight (UTC) and submits nothing when this run would go beyond the limit, in US dollars, such as 1.5',
};

/** For operations that return a completed prediction. */
export const billedPriceOption: INodeProperties = {
	displayName: 'Cost: Add Billed Price',
	name: 'addBilledPrice',
	type: 'boolean',
	default: true,
	description:
		'Whether to ask WaveSpeed what a completed prediction really cost and add it as billed_price_usd; asking is free, and the row waits up to 20 seconds for the charge to be listed',
};

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
 * Limits on what the node may spend. They are texts: the editor's number field silently turns a typed “1,5”
 * into 15 and, if there is a `minValue`, −3 into 0. The node reads them itself.
 */
const priceLimits: INodeProperties[] = [
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
];

/** What something costs, and limits on it, for the operations that spend. */
export const priceOptions: INodeProperties[] = [
	...offeredWithAny(ifUnknown, ['maxPricePerPrediction', 'maxPricePerRun', 'maxSpendingPerDay']),
	...priceLimits,
	showPriceOption,
];

const CHOICE = 'reusePaidResults';

const howFarBack: INodeProperties = {
	displayName: 'Cost: Days to Reuse',
	name: 'reuseWithinDays',
	type: 'number',
	default: 7,
	description:
		'How old a result may be for Cost: Reuse Paid Results; WaveSpeed keeps results for 7 days',
};

const reuse: INodeProperties = {
	displayName: 'Cost: Reuse Paid Results',
	name: CHOICE,
	type: 'options',
	default: 'manual',
	description:
		'Whether to reuse, free of charge, what the same model has already made from the same inputs',
	options: [
		{
			name: 'Always',
			value: 'always',
			description:
				'In every execution: equal items are paid for only once within the time set below',
		},
		{
			name: 'In Manual Runs',
			value: 'manual',
			description: 'Only while you try the workflow on the canvas: the second try costs nothing',
		},
		{
			name: 'Never',
			value: 'never',
			description: 'Every item makes and pays for something new',
		},
	],
};

/** Options for reusing paid results instead of paying again. */
export const reuseOptions: INodeProperties[] = [
	reuse,
	offeredWith(howFarBack, CHOICE, ['always', 'manual']),
];

/**
 * The options that decide what is paid for, for operations that do not use them: a look at another operation
 * must not lose a limit.
 */
const keptByAll: INodeProperties[] = [
	howFarBack,
	ifUnknown,
	...priceLimits,
	dailyLimitOption,
	reuse,
].map((option) => ({ ...option, description: 'Not used here; kept for operations that spend' }));

/** @returns the options of an operation and those that it keeps for others, by their names */
export function withKept(options: INodeProperties[]): INodeProperties[] {
	const own = new Set(options.map(({ name }) => name));
	const kept = keptByAll.filter(({ name }) => !own.has(name)).flatMap((one) => keptOnly(one));
	// Not localeCompare: its first use costs every start of n8n some 5 to 10 ms.
	return [...options, ...kept].sort((one, other) => (one.displayName < other.displayName ? -1 : 1));
}
