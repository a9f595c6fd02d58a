import type { INodePropertyOptions } from 'n8n-workflow';

import type { Environment } from '../../environment';
import { downloadOutputs } from '../../outputs/downloadOutputs';
import { generateWhileRunning } from '../../waiting/generateWhileRunning';
import { outputRows } from '../../outputs/rows';
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
	const { finished, model, choices } = outcome;
	const made = await downloadOutputs(item, finished, choices, model);
	const quotedPriceUsd = quotedPriceOf(item.host, finished.id);
	return outputRows(finished, made, choices, item.index, quotedPriceUsd);
};

export function generateAndWaitOperation(environment: Environment): INodePropertyOptions {
	return {
		name: 'Generate and Wait',
		value: 'generateAndWait',
		action: 'Generate video, image or audio',
		description:
			'Make a video, image, sound, text or 3D file, wait for it and hand it to the next node',
		routing: {
			request: { method: 'POST', url: '=/api/v3/{{ $parameter.model.value }}' },
			send: { paginate: true },
			operations: { pagination: itemLife(generateAndWait, environment) },
		},
	};
}
