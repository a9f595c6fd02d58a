import type { INodeExecutionData } from 'n8n-workflow';

import type { Item } from '../../item/item';
import { completedRows } from '../../outputs/completedRows';
import { keepingInputFields } from '../../outputs/keepInputFields';
import { readDownloadChoices } from '../../outputs/readDownloadChoices';
import { sentInThisTry } from '../../outputs/sentInThisTry';
import { readConcurrencyLimit } from '../../submission/readConcurrencyLimit';
import { submit } from '../../submission/submit';
import type { FinishedPrediction } from '../../waiting/finishedPrediction';
import { generateSuspended } from '../../waiting/generateSuspended';
import { readWaitOptions, type WaitOptions } from '../../waiting/readWaitOptions';
import { resumeUrlOf } from '../../waiting/resumeUrl';
import { waitUntilFinished } from '../../waiting/waitUntilFinished';
import type { Operation } from '../operation';

/** Submits, waits and downloads: one row with the files for each item. */
async function generateAndWait(item: Item): Promise<INodeExecutionData[]> {
	const waiting = readWaitOptions(item);
	const choices = readDownloadChoices(item);
	item.run.concurrency.limitTo(readConcurrencyLimit(item));

	const resumeUrl = resumeUrlOf(item);
	const generated =
		resumeUrl === undefined
			? await generateWhileRunning(item, waiting)
			: await generateSuspended(item, resumeUrl, waiting);
	if ('parkedRows' in generated) return generated.parkedRows;

	const { prediction, model, quotedPriceUsd } = generated;
	// A model knows what it has asked for.
	const input = item.forAgent ? undefined : sentInThisTry(generated);
	return await completedRows(item, prediction, choices, { model, input, quotedPriceUsd });
}

/** Keeps the execution running until the prediction is completed. */
async function generateWhileRunning(item: Item, waiting: WaitOptions): Promise<FinishedPrediction> {
	const accepted = await submit(item, { patienceMs: waiting.deadlineMs });
	const awaited = { ...accepted, predictionId: accepted.prediction.id };
	return { ...accepted, prediction: await waitUntilFinished(item, awaited, waiting) };
}

export const generateAndWaitOperation: Operation = {
	name: 'Generate and Wait',
	value: 'generateAndWait',
	action: 'Generate video, image or audio',
	description:
		'Make a video, image, sound, text or 3D file, wait for it and hand it to the next node',
	steps: keepingInputFields(generateAndWait),
};
