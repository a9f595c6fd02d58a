import type { INodePropertyOptions } from 'n8n-workflow';

import type { Environment } from '../../environment';
import { completedRows } from '../../outputs/completedRows';
import { generateWhileRunning } from '../../waiting/generateWhileRunning';
import { itemLife, type Operation } from '../../item/runOperation';
import { quotedPriceOf } from '../../submission/submissionRecords';
import { generateSuspended } from '../../waiting/generateSuspended';
import { resumeAddress } from '../../waiting/resumeUrl';

/** Submits, waits and downloads: one row with the files for each item. */
const generateAndWait: Operation = async (item) => {
	const webhookUrl = resumeAddress(item);
	const outcome =
		webhookUrl === undefined
			? await generateWhileRunning(item)
			: await generateSuspended(item, webhookUrl);
	if ('parkedRows' in outcome) return outcome.parkedRows;
	const { finished, model, input, choices } = outcome;
	const quotedPriceUsd = quotedPriceOf(item.host, finished.id);
	return await completedRows(item, finished, choices, { model, input, quotedPriceUsd });
};

export function generateAndWaitOperation(environment: Environment): INodePropertyOptions {
	return {
		name: 'Generate and Wait',
		value: 'generateAndWait',
		action: 'Generate a video, image, sound or 3D file and wait for it',
		description: 'Make a video, image, sound or 3D file and hand it to the next node',
		routing: {
			request: { method: 'POST', url: '=/api/v3/{{ $parameter.model.value }}' },
			send: { paginate: true },
			operations: { pagination: itemLife(generateAndWait, environment) },
		},
	};
}
