import type { INodePropertyOptions } from 'n8n-workflow';

import type { Environment } from '../../environment';
import { downloadOutputs } from '../../pipeline/downloadOutputs';
import { prepareSubmission } from '../../pipeline/prepareSubmission';
import { readDownloadChoices, readFlightLimit, readWaitOptions } from '../../pipeline/readOptions';
import { outputRows } from '../../pipeline/rows';
import { submitAtMostOnce } from '../../pipeline/submit';
import { waitForAccepted } from '../../pipeline/waitForAccepted';
import { itemLife, type Operation } from '../../run/itemLife';

/** Submits, waits and downloads: one row with the files for each item. */
const generateAndWait: Operation = async (item) => {
	const waiting = readWaitOptions(item);
	const choices = readDownloadChoices(item);
	item.run.flights.limitTo(readFlightLimit(item));
	const { model, input } = await prepareSubmission(item);
	const accepted = await submitAtMostOnce(item, { model, input, patienceMs: waiting.deadlineMs });
	const finished = await waitForAccepted(item, accepted, waiting);
	const made = await downloadOutputs(item, finished, choices, model);
	return outputRows(finished, made, choices, item.index);
};

export function generateAndWaitOperation(environment: Environment): INodePropertyOptions {
	return {
		name: 'Generate and Wait',
		value: 'generateAndWait',
		action: 'Generate and wait for the output',
		description: 'Make a video, image, sound or 3D file and hand it to the next node',
		routing: {
			request: { method: 'POST', url: '=/api/v3/{{ $parameter.model.value }}' },
			send: { paginate: true },
			operations: { pagination: itemLife(generateAndWait, environment) },
		},
	};
}
