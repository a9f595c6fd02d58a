import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { generates } from '../../../panel/chosenOperation';
import {
	billedPriceOption,
	dailyLimitOption,
	priceOptions,
	reuseOptions,
	withKept,
} from './costOptions';
import { seenIfKept } from './dependentOptions';
import { attemptOptions } from './failureOptions';
import { downloadOptions, recoverOptions } from './fileOptions';
import { inputFieldsOptions } from './rowOptions';

const waitOptions: INodeProperties[] = [
	{
		displayName: 'Wait: Polling Interval (s)',
		name: 'pollingInterval',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 1 },
		default: 5,
		description:
			'A fixed pause between two checks; without this option checks begin after 2 seconds and slow down to one every 20',
	},
	{
		displayName: 'Wait: Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1200,
		description:
			'How long to wait for a prediction; after that it continues at WaveSpeed, and Get Result can fetch it',
	},
];

const submitOptions: INodeProperties[] = [
	{
		displayName: 'Run: Maximum at Once',
		name: 'maxInFlight',
		type: 'number',
		// No minValue: the editor would turn −3 into 0, which means no limit. The node refuses it.
		default: 3,
		description:
			'How many items may generate at the same time; without this option all start together',
	},
];

/**
 * Several predictions for one item. It has no `minValue`: the node refuses −3 instead of treating it as 0.
 */
const variationsOption: INodeProperties = {
	displayName: 'Run: Variations',
	name: 'variations',
	type: 'number',
	default: 2,
	description:
		'How many predictions to make for each item, with different seeds; each is paid for and becomes an item of its own',
};

const whileWaiting: INodeProperties = {
	displayName: 'Wait: Suspend Execution',
	name: 'whileWaiting',
	type: 'options',
	// One choice for all items: n8n suspends the node as a whole.
	noDataExpression: true,
	// Adding the option means wanting the other choice; without it the execution keeps running.
	default: 'suspend',
	description: 'What happens to the execution until the predictions have ended',
	options: [
		{
			name: 'Keep the Execution Running',
			value: 'poll',
			description: 'Asks WaveSpeed from time to time; works everywhere but occupies a worker',
		},
		{
			name: 'Suspend the Execution',
			value: 'suspend',
			description:
				'Frees the worker until WaveSpeed calls this n8n back, which needs a public address (WEBHOOK_URL)',
		},
	],
};

const webhookUrl: INodeProperties = {
	displayName: 'Webhook URL',
	name: 'webhookUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://n8n.example.com/webhook/video-ready',
	description: 'The public address that WaveSpeed calls when the prediction has ended',
};

/** @param displayOptions where the options are shown @param options the options themselves */
function collection(displayOptions: IDisplayOptions, options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		description: 'Further settings; the defaults fit most workflows',
		displayOptions,
		options: withKept(options),
	};
}

/** For operations without options: those that decide what is paid for stay. @param place these operations */
export function keptOptions(place: IDisplayOptions): INodeProperties[] {
	return seenIfKept(place).map((rules) => collection(rules, []));
}

export function optionCollections(): INodeProperties[] {
	const shownFor = (operation: string): IDisplayOptions => ({
		show: { resource: ['prediction'], operation: [operation] },
	});
	return [
		collection(generates, [
			...downloadOptions,
			...waitOptions,
			...submitOptions,
			...priceOptions,
			dailyLimitOption,
			...inputFieldsOptions,
			billedPriceOption,
			...attemptOptions,
			...reuseOptions,
			variationsOption,
			whileWaiting,
		]),
		collection(shownFor('getResult'), [
			...downloadOptions,
			...waitOptions,
			...inputFieldsOptions,
			billedPriceOption,
		]),
		collection(shownFor('getMany'), recoverOptions),
		collection(shownFor('submit'), [
			webhookUrl,
			...priceOptions,
			dailyLimitOption,
			...inputFieldsOptions,
			variationsOption,
		]),
	];
}
