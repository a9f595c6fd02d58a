import type { Api } from './api';
import { CallFailure, rethrown } from './callFailure';
import { predictionResultPath } from './paths';
import { readPrediction, type Prediction } from './prediction';

interface ResultOptions {
	/** On the API's clock (`time.now()`); no attempt begins after it. */
	until?: number;
	/** Asks only once, even if that fails. */
	once?: boolean;
}

/**
 * Reads one prediction from the API. An answer about another prediction counts as unreadable; a refusal
 * because the prediction has failed counts as a failed prediction. Free, and repeated after failures that may
 * pass.
 * @throws CallFailure
 */
export async function readResult(
	api: Api,
	id: string,
	{ until, once }: ResultOptions = {},
): Promise<Prediction> {
	const { secrets } = api.connection;
	return await api.read(
		{ method: 'GET', path: predictionResultPath(id) },
		{
			until,
			once,
			parse: (data) => readPrediction(data, { id, secrets }),
			parseRefusal: (failure) => readFailedTask(failure, id, secrets),
		},
	);
}

/** @returns undefined if the API knows no such prediction @throws CallFailure */
export async function readResultIfThere(
	api: Api,
	id: string,
	options?: ResultOptions,
): Promise<Prediction | undefined> {
	try {
		return await readResult(api, id, options);
	} catch (failure) {
		if (isNotFound(failure)) return undefined;
		throw rethrown(failure);
	}
}

function isNotFound(failure: unknown): boolean {
	const isAnswer = failure instanceof CallFailure && failure.kind === 'refused';
	return isAnswer && failure.facts.status === 404;
}

/** For callers that can do without it. @returns undefined if it is not available, for any reason */
export async function readResultIfPossible(
	api: Api,
	id: string,
	options?: ResultOptions,
): Promise<Prediction | undefined> {
	try {
		return await readResult(api, id, options);
	} catch {
		return undefined;
	}
}

/** @returns the failed prediction in such an answer, whatever its HTTP status */
export function readFailedTask(
	{ facts }: CallFailure,
	id: string,
	secrets: readonly string[],
): Prediction | undefined {
	if (facts.predictionId !== id || !facts.prediction) return undefined;
	const prediction = readPrediction(facts.prediction, { id, secrets });
	if (prediction.standing !== 'failed') return undefined;
	// Only the envelope may have the message.
	return {
		...prediction,
		error: prediction.error || (facts.serverMessage ?? ''),
		...(prediction.errorCode === undefined &&
			facts.serverCode !== undefined && { errorCode: facts.serverCode }),
	};
}
