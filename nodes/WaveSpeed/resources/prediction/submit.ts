import type { INodeExecutionData } from 'n8n-workflow';

import { InputError } from '../../errors/errorClasses';
import type { Item } from '../../item/item';
import { keepingInputFields } from '../../outputs/includeInputFields';
import { predictionRow, rowExtrasOf } from '../../outputs/rows';
import { submitItem } from '../../submission/submitItem';
import type { Operation } from '../operation';
import { parseUrl } from '../../parseUrl';

/** Starts a prediction and returns it at once. */
async function submitOnly(item: Item): Promise<INodeExecutionData[]> {
	const webhookUrl = readWebhookUrl(item);
	const accepted = await submitItem(item, { webhookUrl });
	return [predictionRow(accepted.prediction, item.index, rowExtrasOf(item, accepted))];
}

export const submitOperation: Operation = {
	name: 'Submit',
	value: 'submit',
	action: 'Submit without waiting',
	description: 'Start making a video, image or other file and continue at once with its ID',
	hasVariations: true,
	steps: keepingInputFields(submitOnly),
};

/** @returns undefined if no URL is set @throws InputError for an address that WaveSpeed cannot call */
export function readWebhookUrl(item: Item): string | undefined {
	const text = String(item.parameter('options.webhookUrl', '') ?? '').trim();
	if (text === '') return undefined;
	const url = parseUrl(text);
	if (url?.protocol === 'https:' || url?.protocol === 'http:') return text;
	throw new InputError(
		'The option “Webhook URL” is not an address. Enter the full public address WaveSpeed is to call, beginning with https://. Nothing was submitted.',
		{ reason: 'invalidOption', field: 'options.webhookUrl' },
	);
}
