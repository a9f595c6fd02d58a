import type { INodeExecutionData } from 'n8n-workflow';

import { readAttemptPlan } from '../../attempts/attemptPlan';
import { untilOneSucceeds } from '../../attempts/untilOneSucceeds';
import type { Item } from '../../item/item';
import { notPositive, readNumberOption } from '../../item/readNumberOption';
import type { ItemSteps } from '../../item/runOperation';
import type { Job } from '../../models/jobs';
import { completedRows } from '../../outputs/completedRows';
import { keepingInputFields } from '../../outputs/includeInputFields';
import { readDownloadChoices } from '../../outputs/readDownloadChoices';
import { rowExtrasOf } from '../../outputs/rows';
import { readReuse } from '../../reuse/readReuse';
import { submitItem } from '../../submission/submitItem';
import type { SubmitOptions } from '../../submission/submission';
import { waitUntilFinished, type FinishedPrediction } from '../../waiting/waitUntilFinished';
import { readWaitOptions } from '../../waiting/readWaitOptions';
import { generateSuspended } from '../../waiting/suspended/generateSuspended';
import { resumeUrlOf } from '../../waiting/suspended/resumeUrl';
import type { Operation } from '../operation';

/** Submits, waits and downloads: one row with the files for each item. */
async function generateAndWait(item: Item, job?: Job): Promise<INodeExecutionData[]> {
	const waiting = readWaitOptions(item);
	const choices = readDownloadChoices(item);
	const submission: SubmitOptions = {
		job,
		patienceMs: waiting.deadlineMs,
		plan: readAttemptPlan(item),
		reuseChoice: readReuse(item),
	};
	item.run.concurrency.limitTo(readConcurrencyLimit(item));

	const resumeUrl = resumeUrlOf(item);
	let finished: FinishedPrediction;
	if (resumeUrl === undefined) {
		const accepted = await submitItem(item, submission);
		finished = await untilOneSucceeds(item, accepted, submission, async (one) => {
			const { prediction } = one;
			return await waitUntilFinished(item, { ...one, predictionId: prediction.id }, waiting);
		});
	} else {
		const suspended = await generateSuspended(item, resumeUrl, waiting, submission);
		if ('parkedRows' in suspended) return suspended.parkedRows;
		finished = suspended;
	}
	return await completedRows(item, finished.prediction, choices, rowExtrasOf(item, finished));
}

/** @param job what the chosen model must do; undefined for any model */
export function generateAndWaitFor(job?: Job): ItemSteps {
	return keepingInputFields(async (item) => await generateAndWait(item, job));
}

export const generateAndWaitOperation: Operation = {
	name: 'Generate and Wait',
	value: 'generateAndWait',
	action: 'Generate video or other media',
	description:
		'Make a video, image, sound, text or 3D file, wait for it and hand it to the next node',
	hasVariations: true,
	steps: generateAndWaitFor(),
};

/** @returns 0 for no limit @throws InputError */
function readConcurrencyLimit(item: Item): number {
	const limit = readNumberOption(item, 'options.maxInFlight', 'Run: Maximum at Once', 0);
	if (limit < 0) throw notPositive('Run: Maximum at Once', 'options.maxInFlight');
	return limit > 0 ? Math.max(1, Math.floor(limit)) : 0;
}
