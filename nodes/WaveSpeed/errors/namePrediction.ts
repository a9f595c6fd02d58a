import type { WaveSpeedError } from './errorClasses';

/** Whatever goes wrong after a submission, even a mistake of this node's: the way to the output is its id. */
export function namePrediction(error: WaveSpeedError, predictionId: string | undefined): void {
	error.details.predictionId ??= predictionId;
	const { predictionId: named } = error.details;
	if (named === undefined) delete error.details.predictionId;
	else if (!error.message.includes(named)) error.message += ` The prediction is ${named}.`;
}
