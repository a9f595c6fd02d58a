import type { WaveSpeedError } from './errorClasses';

/**
 * Adds the prediction's id to an error: after a submission, even for a bug in this node, the id is the
 * way to the output.
 * @returns the error itself if it already names the prediction, or if there is none
 */
export function namingPrediction(
	error: WaveSpeedError,
	predictionId: string | undefined,
): WaveSpeedError {
	const named = error.details.predictionId ?? predictionId;
	if (named === undefined) return error;
	if (error.details.predictionId === named && error.message.includes(named)) return error;
	return error.with({
		details: { predictionId: named },
		message: (own) => (own.includes(named) ? own : `${own} The prediction is ${named}.`),
	});
}
