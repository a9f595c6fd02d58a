/** What this node says about a prediction that failed, has no outputs, or takes longer than the wait. */

import type { Prediction } from '../api/prediction';
import {
	PredictionFailedError,
	WaitEndedError,
	type ErrorContext,
	type WaveSpeedError,
} from '../errors/errorClasses';
import { formatDuration } from '../errors/inWords';
import { redact } from '../errors/redact';
import { BILLING_PAGE } from '../errors/vendorPages';

/** WaveSpeed's failure codes for which trying again does not help (docs: error codes). */
const ADVICE: ReadonlyMap<string, string> = new Map([
	['1200', 'The content was refused as sensitive; change the prompt or the files.'],
	['1400', 'A parameter is missing; fill it in.'],
	['1401', 'A parameter is wrong; change it.'],
	['1402', 'WaveSpeed could not read a media URL; make it public or upload the file.'],
	['1407', `The account does not have enough credit; add some at ${BILLING_PAGE}.`],
	['5003', 'The model is not available at the moment; try again later.'],
	['5004', 'The model took too long; try again or ask for less.'],
]);

const HOW_IT_ENDED: ReadonlyMap<string, string> = new Map([
	['canceled', 'was cancelled'],
	['cancelled', 'was cancelled'],
	['deleted', 'was deleted'],
	['timeout', 'timed out at WaveSpeed'],
]);

/** The vendor's refund policy: predictions that failed or timed out are refunded within a few hours. */
const REFUNDED: ReadonlySet<string> = new Set(['failed', 'timeout']);

/**
 * Whether WaveSpeed refunds a prediction that ended like this. One that was cancelled or deleted, or whose
 * end is unknown, may have cost something: it is reported, and not submitted again.
 */
export function isRefundedStatus(status: string | undefined): boolean {
	return status !== undefined && REFUNDED.has(status);
}

function hidden(code: Prediction['errorCode'], at: ErrorContext): Prediction['errorCode'] {
	return typeof code === 'string' ? redact(code, at.secrets) : code;
}

/** The prediction ended as failed, cancelled, timed out or deleted. */
export function predictionFailed(prediction: Prediction, at: ErrorContext): WaveSpeedError {
	const serverMessage = redact(prediction.error, at.secrets);
	const word = HOW_IT_ENDED.get(prediction.status) ?? 'failed';
	const advice = isRefundedStatus(prediction.status)
		? `${ADVICE.get(String(prediction.errorCode)) ?? 'Change the input or try again.'} WaveSpeed refunds failed predictions within a few hours.`
		: 'It is unknown whether WaveSpeed refunds it, so a retry does not submit it again. Run the workflow again to make another one.';
	return new PredictionFailedError(
		`Prediction ${prediction.id} ${word}${serverMessage ? `: “${serverMessage}”` : ''}. ${advice}`,
		{
			reason: 'predictionFailed',
			predictionId: prediction.id,
			model: at.model,
			status: prediction.status,
			errorCode: hidden(prediction.errorCode, at),
			...(serverMessage && { serverMessage }),
		},
	);
}

/** Completed, but without outputs. */
export function noOutputs(prediction: Prediction, at: ErrorContext): WaveSpeedError {
	return new PredictionFailedError(
		`Prediction ${prediction.id} is completed but has no outputs. Open it at wavespeed.ai/dashboard; if it is empty there too, ask WaveSpeed’s support for a refund with this id.`,
		{
			reason: 'noOutputs',
			predictionId: prediction.id,
			model: at.model,
			status: prediction.status,
		},
	);
}

/** The time that the user allowed for waiting is over. */
export function waitedTooLong(
	at: ErrorContext & { predictionId: string },
	waitedMs: number,
): WaveSpeedError {
	return new WaitEndedError(
		`Prediction ${at.predictionId} is not finished after ${formatDuration(waitedMs)} (its status is ${redact(at.status, at.secrets) || 'unknown'}). It continues at WaveSpeed and is paid for: run Get Result with this id later, or raise the option “Wait: Timeout (Seconds)”.`,
		{
			reason: 'waitTimeout',
			predictionId: at.predictionId,
			model: at.model,
			...(at.status !== undefined && { status: redact(at.status, at.secrets) }),
		},
	);
}
