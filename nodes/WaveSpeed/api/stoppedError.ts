import { WaitEndedError, type ErrorContext, type WaveSpeedError } from '../errors/errorClasses';

/**
 * Somebody pressed Stop, or n8n is shutting down.
 * @param at if it has no prediction id, nothing was submitted
 */
export function stopped({ model, predictionId }: ErrorContext): WaveSpeedError {
	const known = { reason: 'stopped', ...(model !== undefined && { model }) } as const;
	if (predictionId === undefined)
		return new WaitEndedError('The execution was stopped before anything was submitted.', known);
	return new WaitEndedError(
		`The execution was stopped. Prediction ${predictionId} continues at WaveSpeed and is paid for: run Get Result with this id to fetch it.`,
		{ ...known, predictionId },
	);
}
