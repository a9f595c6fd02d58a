/** What this node says of a wait that ended before the prediction did. */

import type { ErrorContext } from '../errors/errorContext';
import { WaitEndedError, type WaveSpeedError } from '../errors/errorClasses';
import { redact } from '../errors/redact';
import { formatDuration } from '../errors/formatDuration';

/** The time the user allowed for waiting is over. */
export function waitedTooLong(
	at: ErrorContext & { predictionId: string },
	waitedMs: number,
): WaveSpeedError {
	return new WaitEndedError(
		`Prediction ${at.predictionId} is not finished after ${formatDuration(waitedMs)} (its status is ${redact(at.status, at.secrets) || 'unknown'}). It goes on at WaveSpeed and is paid for: run Get Result with this id later, or raise the option “Timeout”.`,
		{
			reason: 'waitTimeout',
			predictionId: at.predictionId,
			...(at.model !== undefined && { model: at.model }),
			...(at.status !== undefined && { status: redact(at.status, at.secrets) }),
		},
	);
}

/** Somebody pressed Stop, or n8n is shutting down. */
export function stopped(at: ErrorContext): WaveSpeedError {
	if (at.predictionId === undefined) {
		return new WaitEndedError('The execution was stopped before anything was submitted.', {
			reason: 'stopped',
			...(at.model !== undefined && { model: at.model }),
		});
	}
	return new WaitEndedError(
		`The execution was stopped. Prediction ${at.predictionId} goes on at WaveSpeed and is paid for: run Get Result with this id to fetch it.`,
		{
			reason: 'stopped',
			predictionId: at.predictionId,
			...(at.model !== undefined && { model: at.model }),
		},
	);
}
