import type { INodePropertyOptions } from 'n8n-workflow';

import type { Environment } from '../../environment';
import { prepareSubmission } from '../../submission/prepareSubmission';
import { readWebhookUrl } from '../../item/readOptions';
import { predictionRow } from '../../outputs/rows';
import { submitAtMostOnce } from '../../submission/submit';
import { itemLife, type Operation } from '../../item/runOperation';
import { quotedPriceOf } from '../../submission/submissionRecords';

/** Starts a prediction and returns it at once. */
const submit: Operation = async (item) => {
	const webhookUrl = readWebhookUrl(item);
	const payable = await prepareSubmission(item, webhookUrl);
	const { prediction } = await submitAtMostOnce(item, { ...payable, webhookUrl });
	item.run.flights.landed(item.index);
	return [predictionRow(prediction, item.index, quotedPriceOf(item.host, prediction.id))];
};

export function submitOperation(environment: Environment): INodePropertyOptions {
	return {
		name: 'Submit',
		value: 'submit',
		action: 'Submit without waiting',
		description: 'Start making a video, image or other file and go on at once with its ID',
		routing: {
			request: { method: 'POST', url: '=/api/v3/{{ $parameter.model.value }}' },
			send: { paginate: true },
			operations: { pagination: itemLife(submit, environment) },
		},
	};
}
