/** What this node says when it could not look for a paid result. */

import { explainFailure, stopped } from '../api/apiErrors';
import type { CallFailure } from '../api/callFailure';
import type { ErrorContext, WaveSpeedError } from '../errors/errorClasses';

/** Submitting anyway might pay again for an existing result. */
export function paidResultsUnknown(failure: CallFailure, at: ErrorContext): WaveSpeedError {
	if (failure.kind === 'stopped') return stopped(at);
	return explainFailure(failure, at).with({
		message: (why) =>
			`The node could not find out whether this was already paid for, so nothing was submitted. ${why} To submit anyway, set the option “Cost: Reuse Paid Results” to Never.`,
	});
}
