import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { CallFailure } from '../WaveSpeed/api/callFailure';
import { isPredictionId } from '../WaveSpeed/api/paths';
import { readPrediction } from '../WaveSpeed/api/prediction';
import { readCallback } from '../WaveSpeed/callbacks/readCallback';
import { redact } from '../WaveSpeed/errors/redact';
import { TRIGGER_REPETITIONS_REMEMBERED } from '../WaveSpeed/policy';
import { HandledCallbacks } from './handledCallbacks';
import { callbackSecrets } from './triggerCallbackSecrets';

/** The answer to the caller; anything but 2xx makes WaveSpeed deliver again. */
type CallbackReply = [status: number, body: Record<string, unknown>];

/**
 * Handles one callback: checks it, ignores repetitions and unwanted ends, and passes the prediction on to
 * the execution (`outputRowsOfCallback`), which fetches and downloads. n8n itself answers a callback that
 * starts an execution, once the execution is stored: what is acknowledged is not lost (read in 2.41.1;
 * older versions answer a moment earlier).
 *
 * It never throws: n8n would start the workflow with an empty item.
 */
export async function receiveCallback(host: IWebhookFunctions): Promise<IWebhookResponseData> {
	const response = host.getResponseObject();
	const answer = ([status, body]: CallbackReply): IWebhookResponseData => {
		if (!response.headersSent) response.status(status).json(body);
		return { noWebhookResponse: true };
	};
	try {
		const { distrust, predictionId, isVerified, body } = await readCallback(host, callbackSecrets);
		if (distrust === undefined && !isVerified) return answer([503, { refused: 'noSecret' }]);
		if (distrust !== undefined || predictionId === undefined) {
			const why = distrust ?? 'noPrediction';
			host.logger.warn(`A callback was refused (${why}).${HINTS[why] ?? ''}`);
			return answer([401, { refused: why }]);
		}
		const prediction = readPrediction(body);
		if (prediction.standing === 'running') return answer([200, { ignored: 'notEnded' }]);
		const wanted = host.getNodeParameter('events', 'completed') as string;
		if (prediction.standing === 'failed' && wanted !== 'all')
			return answer([200, { ignored: 'failed' }]);
		const seen = new SeenPredictions(host.getWorkflowStaticData('node'));
		const name = [host.getWorkflow().id, host.getNode().id, predictionId].join(' ');
		// The test URL is for trying the same one again.
		const isTest = host.getMode?.() === 'manual';
		if (!seen.isNew(predictionId) || !(isTest || (await handled.claim(name, response))))
			return answer([200, { ignored: 'repeated' }]);
		return { workflowData: [[{ json: prediction.fields }]] };
	} catch (failure) {
		const why = failure instanceof CallFailure ? failure.kind : redact((failure as Error).message);
		host.logger.error(`A callback could not be handled (${why}); WaveSpeed delivers it again.`);
		return answer([503, { refused: 'tryAgain' }]);
	}
}

const handled = new HandledCallbacks();

const HINTS: Record<string, string> = {
	outOfTime:
		' The clock of this n8n and WaveSpeed’s are more than five minutes apart, or it is an old callback.',
	noRawBody: ' This n8n does not keep the body as it was sent, and nothing else can be checked.',
};

const KEY = 'received';

/**
 * Recognises repeated callbacks: WaveSpeed delivers at least once, and each prediction ends once. It
 * lives in the workflow's static data, so it survives a restart; it is bounded. See `HandledCallbacks` for
 * those that come at once.
 */
export class SeenPredictions {
	constructor(private readonly staticData: IDataObject) {}

	/** @returns true for the first caller with this id, which handles it */
	isNew(predictionId: string): boolean {
		const { [KEY]: list } = this.staticData;
		const seen = (Array.isArray(list) ? list : []).filter(isPredictionId);
		if (seen.includes(predictionId)) return false;
		this.staticData[KEY] = [...seen, predictionId].slice(-TRIGGER_REPETITIONS_REMEMBERED);
		return true;
	}
}
