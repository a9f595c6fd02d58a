import type { WaveSpeedError } from './errorClasses';

/**
 * Whatever goes wrong after a submission, even a mistake of this node's: the way to the output is its id.
 * @returns the error itself where it names the prediction already, or there is none
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
