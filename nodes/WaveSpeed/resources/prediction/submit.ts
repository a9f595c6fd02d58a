import type { INodePropertyOptions } from 'n8n-workflow';

import type { Environment } from '../../environment';
import { prepareSubmission } from '../../submission/prepareSubmission';
import { readWebhookUrl } from '../../item/readOptions';
import { predictionRow } from '../../outputs/rows';
import { sentInput } from '../../outputs/sentInput';
import { submitAtMostOnce } from '../../submission/submit';
import { itemLife, type Operation } from '../../item/runOperation';
import { quotedPriceOf } from '../../submission/submissionRecords';

/** Starts a prediction and returns it at once. */
const submit: Operation = async (item) => {
	const webhookUrl = readWebhookUrl(item);
	const payable = await prepareSubmission(item, webhookUrl);
	const accepted = await submitAtMostOnce(item, { ...payable, webhookUrl });
	const { prediction } = accepted;
	item.run.flights.landed(item.index);
	const quotedPriceUsd = quotedPriceOf(item.host, prediction.id);
	const input = sentInput(accepted, payable.input);
	return [predictionRow(prediction, item.index, { input, quotedPriceUsd })];
};

export function submitOperation(environment: Environment): INodePropertyOptions {
	return {
		name: 'Submit',
		value: 'submit',
		action: 'Start making a video, image, sound or 3D file',
		description: 'Start a prediction and go on at once with its ID, without waiting for the output',
		routing: {
			request: { method: 'POST', url: '=/api/v3/{{ $parameter.model.value }}' },
			send: { paginate: true },
			operations: { pagination: itemLife(submit, environment) },
		},
	};
}
