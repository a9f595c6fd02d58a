import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { CallFailure } from '../WaveSpeed/api/callFailure';
import { readPrediction, type Prediction } from '../WaveSpeed/api/prediction';
import { readResult } from '../WaveSpeed/api/readResult';
import { redact } from '../WaveSpeed/errors/redact';
import { TRIGGER_FETCH_DEADLINE } from '../WaveSpeed/policy';
import type { Item } from '../WaveSpeed/item/item';
import { readCallback } from '../WaveSpeed/callbacks/readCallback';
import { callbackItem } from './callbackItem';
import { callbackSecrets } from './callbackSecret';
import { SeenPredictions } from './seenPredictions';

/** What the caller is told; anything but 2xx makes WaveSpeed deliver once more. */
type Answer = [status: number, body: Record<string, unknown>];

/**
 * Deals with one callback: checks it, passes over repetitions, fetches the result, answers, and passes
 * the prediction on to the execution (`startWorkflow`), which downloads. It never throws: n8n would
 * start the workflow with an empty item.
 */
export async function receiveCallback(host: IWebhookFunctions): Promise<IWebhookResponseData> {
	const response = host.getResponseObject();
	const answer = ([status, body]: Answer): IWebhookResponseData => {
		if (!response.headersSent) response.status(status).json(body);
		return { noWebhookResponse: true };
	};
	try {
		const callback = await readCallback(host, callbackSecrets);
		const { distrust, predictionId, isVerified, body } = callback;
		if (distrust === undefined && !isVerified) return answer([503, { refused: 'noSecret' }]);
		if (distrust !== undefined || predictionId === undefined) {
			const why = distrust ?? 'noPrediction';
			host.logger.warn(`A callback was refused (${why}).${HINTS[why] ?? ''}`);
			return answer([401, { refused: why }]);
		}
		const { id: workflowId = '' } = host.getWorkflow();
		const repetitions = new SeenPredictions(host.getWorkflowStaticData('node'), workflowId);
		const claimed = repetitions.claim(predictionId);
		if (claimed === 'repeated') return answer([200, { ignored: claimed }]);
		if (claimed === 'underWay') return answer([409, { refused: claimed }]);
		try {
			const item = await callbackItem(host);
			const prediction = await resultOf(item, predictionId, body);
			// The API may be some seconds behind its own callback: delivered again, it will know.
			if (prediction.standing === 'running') return answer([503, { refused: 'notEnded' }]);
			repetitions.settle(predictionId);
			const wanted = host.getNodeParameter('events', 'completed') as string;
			if (prediction.standing === 'failed' && wanted !== 'all') {
				return answer([200, { ignored: 'failed' }]);
			}
			answer([200, { received: true }]);
			const json = prediction.fields as IDataObject;
			return { noWebhookResponse: true, workflowData: [[{ json }]] };
		} finally {
			repetitions.release(predictionId);
		}
	} catch (failure) {
		const why = failure instanceof CallFailure ? failure.kind : redact((failure as Error).message);
		host.logger.error(`A callback could not be dealt with (${why}); WaveSpeed delivers it again.`);
		return answer([503, { refused: 'tryAgain' }]);
	}
}

const HINTS: Record<string, string> = {
	outOfTime:
		' The clock of this n8n and WaveSpeed’s are more than five minutes apart, or it is an old callback.',
	noRawBody: ' This n8n does not keep the body as it was sent, and nothing else can be checked.',
};

async function resultOf(item: Item, predictionId: string, body: unknown): Promise<Prediction> {
	if (!item.parameter('options.fetchResult', true)) return readPrediction(body);
	const until = item.environment.time.now() + TRIGGER_FETCH_DEADLINE;
	return await readResult(item.api, predictionId, until);
}
