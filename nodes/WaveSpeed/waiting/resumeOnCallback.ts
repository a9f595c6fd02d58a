import type {
	IExecuteData,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import type { Environment } from '../environment';
import { redact } from '../errors/redact';
import { CallbackSecrets } from '../callbacks/callbackSecrets';
import { readCallback } from '../callbacks/readCallback';
import { EndedPredictions } from './endedPredictions';
import { readParked } from './readParkedState';

/** Nothing is handed on: the execution stays parked and n8n saves nothing. */
const STAY_PARKED: IWebhookResponseData = { noWebhookResponse: true };

/**
 * Answers WaveSpeed's callbacks for a parked execution, in n8n's main or webhook process. The body is
 * believed in nothing: it only says when to look. When all predictions have ended, the node is given
 * its input back and runs again, in a worker, where it fetches the outputs.
 *
 * It never throws: n8n would resume the execution with one empty item.
 */
export function resumeParked(
	environment: Environment,
): (this: IWebhookFunctions) => Promise<IWebhookResponseData> {
	const secrets = new CallbackSecrets(environment.time);
	const predictions = new EndedPredictions(environment.time);
	return async function () {
		const response = this.getResponseObject();
		try {
			const parked = readParked(this);
			const callback = await readCallback(this, secrets);
			const reported = callback.predictionId;
			const isOurs = parked?.predictions.some(({ predictionId }) => predictionId === reported);
			if (callback.distrust !== undefined || !parked || reported === undefined || !isOurs) {
				const why = callback.distrust ?? 'strangerPrediction';
				this.logger.warn(`A callback for a suspended execution was refused (${why}).`);
				response.status(401).json({ refused: why });
				return STAY_PARKED;
			}
			// WaveSpeed waits for its answer for some seconds only.
			response.status(200).json({ received: true });
			const executionId = this.getExecutionId();
			if (!(await predictions.all(this, executionId, parked, reported))) return STAY_PARKED;
			return { noWebhookResponse: true, workflowData: runAgain(this, parked.input) };
		} catch (error) {
			this.logger.error(`A callback could not be dealt with: ${redact((error as Error).message)}`);
			if (!response.headersSent) response.status(503).json({ refused: 'tryAgain' });
			return STAY_PARKED;
		}
	};
}

/**
 * n8n switches a parked node off so that what the webhook returns passes through it. Switched on, it
 * runs once more with that as its input, which keeps item links, On Error and Retry On Fail what they
 * are without suspending (measured on n8n 2.41.1: rows that pass through lose their links).
 */
function runAgain(host: IWebhookFunctions, input: INodeExecutionData[]): INodeExecutionData[][] {
	const { executeData } = host as unknown as { executeData?: IExecuteData };
	if (!executeData?.node) throw new Error('this version of n8n does not let a node run again');
	delete executeData.node.disabled;
	delete executeData.metadata?.resumeError;
	return [input];
}
