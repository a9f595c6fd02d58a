import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { CallbackSecrets } from '../../callbacks/callbackSecrets';
import { readCallback, readUncheckedCallback } from '../../callbacks/readCallback';
import type { ProcessServices } from '../../item/processServices';
import { redact } from '../../errors/redact';
import { NO_ITEMS } from '../../n8n/runAgainAfterWait';
import { EndedPredictions } from '../endedPredictions';
import { parkedStateOfCallback, type ParkedPrediction, type ParkedState } from './parkedState';
import { ITEM_OF_CALLBACK } from './resumeUrl';

/** Passes nothing on: the execution stays parked and n8n saves nothing. */
const STAY_PARKED: IWebhookResponseData = { noWebhookResponse: true };

/**
 * Answers WaveSpeed's callbacks for a parked execution, in n8n's main or webhook process. It trusts
 * nothing in the body: a callback only says when to check. When all predictions have ended, n8n continues
 * with its plan, which contains this node once more: it runs again, in a worker, and fetches the outputs.
 *
 * If the key comes from the items, the API cannot be asked here, and every callback makes the node run
 * again, which then asks and parks the execution once more if needed.
 *
 * It answers at once, and what follows may be lost, for example with the process. Then the node checks by
 * itself at the time for which it was parked.
 *
 * It never throws: n8n would resume the execution with one empty item.
 */
export function resumeParked(
	services: ProcessServices,
): (this: IWebhookFunctions) => Promise<IWebhookResponseData> {
	const secrets = new CallbackSecrets(services.time);
	const predictions = new EndedPredictions(services.time);
	return async function () {
		const response = this.getResponseObject();
		try {
			const parked = parkedStateOfCallback(this);
			const callback = parked?.keyNeedsItem
				? readUncheckedCallback(this)
				: await readCallback(this, secrets);
			const { distrust, predictionId: reported, isVerified } = callback;
			const isAwaited = (one: ParkedPrediction) => one.predictionId === reported;
			const isOurs =
				parked?.predictions.some(isAwaited) ||
				(parked !== undefined && (isVerified || parked.keyNeedsItem) && isOfLostItem(this, parked));
			if (distrust !== undefined || !parked || reported === undefined || !isOurs) {
				const why = distrust ?? 'strangerPrediction';
				this.logger.warn(`A callback for a suspended execution was refused (${why}).`);
				response.status(401).json({ refused: why });
				return STAY_PARKED;
			}
			// WaveSpeed waits only some seconds for an answer.
			response.status(200).json({ received: true });
			const executionId = this.getExecutionId();
			const goesOn = parked.keyNeedsItem
				? predictions.handOver(executionId, parked)
				: await predictions.all(this, executionId, parked, reported);
			if (!goesOn) return STAY_PARKED;
			return { noWebhookResponse: true, workflowData: [NO_ITEMS] };
		} catch (error) {
			this.logger.error(`A callback could not be dealt with: ${redact((error as Error).message)}`);
			if (!response.headersSent) response.status(503).json({ refused: 'tryAgain' });
			return STAY_PARKED;
		}
	};
}

/**
 * Whether a genuine callback is about an item whose submission got no answer: only that submission had
 * its address. The node finds the prediction when it runs again.
 */
function isOfLostItem(host: IWebhookFunctions, parked: ParkedState): boolean {
	const query = (host.getQueryData() ?? {}) as Record<string, unknown>;
	const item = query[ITEM_OF_CALLBACK];
	return parked.failed.some(
		(one) => String(one.item) === item && one.details.reason === 'outcomeUnknown',
	);
}
