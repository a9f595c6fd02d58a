/** What this node says about parked executions and about callbacks. */

import { explainFailure } from '../../api/apiErrors';
import type { CallFailure } from '../../api/callFailure';
import { InputError, type ErrorContext, type WaveSpeedError } from '../../errors/errorClasses';
import { redactAddress } from '../../errors/redact';

/** n8n has no address that WaveSpeed could call. */
export function notCallable(resumeUrl: string): InputError {
	return new InputError(
		`WaveSpeed cannot call this n8n back at ${redactAddress(new URL(resumeUrl).origin)}, an address of its own network. Set n8n’s environment variable WEBHOOK_URL to its public address, or set the option “Wait: Suspend Execution” to “Keep the Execution Running”. Nothing was submitted.`,
		{ reason: 'notCallable', field: 'options.whileWaiting' },
	);
}

/** The parent calls this workflow once for each item: n8n would pass it the rows of only one of them. */
export function siblingSuspended(executionId: string): InputError {
	return new InputError(
		`Execution ${executionId} of a sub-workflow called by the same execution is already suspended, and n8n resumes the parent workflow as soon as the first of them ends: the rows of all others would be lost. In the node that calls this workflow set “Mode” to “Run once with all items”, or here “Wait: Suspend Execution” to “Keep the Execution Running”. Nothing was submitted.`,
		{ reason: 'nodeSettings', field: 'options.whileWaiting' },
	);
}

/** Anybody could start a trigger without the secret. */
export function noCallbackSecret(failure: CallFailure, at: ErrorContext): WaveSpeedError {
	return explainFailure(failure, at).with({
		message: (why) =>
			`The secret that WaveSpeed signs its callbacks with could not be fetched, so this trigger could not tell them from forged ones. ${why}`,
	});
}
