/** What this node says about parked executions and about callbacks. */

import type { CallFailure } from '../api/callFailure';
import { InputError, WaitEndedError, type WaveSpeedError } from '../errors/errorClasses';
import { redactAddress } from '../errors/redact';
import { explainFailure } from '../api/apiErrors';
import type { ErrorContext } from '../errors/errorContext';
import { formatDuration } from '../errors/formatDuration';

/** n8n has no address that WaveSpeed could call. */
export function notCallable(resumeUrl: string): InputError {
	return new InputError(
		`WaveSpeed cannot call this n8n back at ${redactAddress(new URL(resumeUrl).origin)}, an address of its own network. Set n8n’s environment variable WEBHOOK_URL to its public address, or set the option “While Waiting” to “Keep the Execution Running”. Nothing was submitted.`,
		{ reason: 'notCallable', field: 'options.whileWaiting' },
	);
}

/** See `canFailParked` for which versions of n8n these are. */
export function cannotFailParked(): InputError {
	return new InputError(
		'This version of n8n cannot stop a suspended workflow when a prediction is late: it would go on as if nothing had happened. Update n8n, set On Error to “Continue”, or set the option “While Waiting” to “Keep the Execution Running”. Nothing was submitted.',
		{ reason: 'n8nTooOld', field: 'options.whileWaiting' },
	);
}

/** The parked execution's time is over and no callback said that all of its predictions have ended. */
export function notReported(
	at: ErrorContext & { predictionId: string },
	waitedMs: number,
): WaveSpeedError {
	return new WaitEndedError(
		`WaveSpeed did not report within ${formatDuration(waitedMs)} that all predictions of this run have ended. Prediction ${at.predictionId} is kept and paid for: run Get Result with this id. If it has ended already, no callback reached this n8n: check its public address (WEBHOOK_URL). Otherwise raise the option “Timeout”.`,
		{
			reason: 'waitTimeout',
			predictionId: at.predictionId,
			...(at.model !== undefined && { model: at.model }),
			...(at.status !== undefined && { status: at.status }),
		},
	);
}

/** An item that n8n gave up before the node saw it, most often for a broken expression. */
export function neverStarted(): InputError {
	return new InputError(
		'This item was not submitted: n8n could not read its settings. Check the node’s expressions for this item.',
		{ reason: 'nodeSettings' },
	);
}

/** A trigger without the secret could be started by anybody. */
export function noCallbackSecret(failure: CallFailure, at: ErrorContext): WaveSpeedError {
	return explainFailure(failure, at).with({
		message: (why) =>
			`The secret that WaveSpeed signs its callbacks with could not be fetched, so this trigger could not tell them from forged ones. ${why}`,
	});
}
