import type { INodeExecutionData } from 'n8n-workflow';

import type { Item } from '../../item/item';
import { keepingInputFields } from '../../outputs/keepInputFields';
import { rowExtrasOf } from '../../outputs/rowExtras';
import { predictionRow } from '../../outputs/rows';
import { readWebhookUrl } from '../../submission/request/readWebhookUrl';
import { submitItem } from '../../submission/submitItem';
import type { Operation } from '../operation';

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
