/** What this node says about a wait that ended before the prediction did. */

import { WaitEndedError, type ErrorContext, type WaveSpeedError } from '../errors/errorClasses';
import { formatDuration } from '../errors/inWords';
import { redact } from '../errors/redact';

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
