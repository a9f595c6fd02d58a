/** What this node says about attempts that failed. */

import {
	InputError,
	PredictionFailedError,
	sayingNothingMore,
	type WaveSpeedError,
} from '../errors/errorClasses';
import { concernsOther } from '../item/concernsOther';
import type { Item } from '../item/item';
import { attemptRows, type FailedAttempt } from './failedAttempt';

/** An error that comes after failed attempts: it must not lose their ids. */
export function namingAttempts(
	error: WaveSpeedError,
	failed: readonly FailedAttempt[],
): WaveSpeedError {
	if (failed.length === 0) return error;
	const unnamed = failed
		.map(({ predictionId }) => predictionId)
		.filter((id) => !error.message.includes(id));
	const which =
		unnamed.length === 1
			? 'An attempt before it has failed and is refunded'
			: `${unnamed.length} attempts before it have failed and are refunded`;
	return error.with({
		details: { attempts: attemptRows(failed) },
		message: (own) =>
			unnamed.length === 0 ? own : `${sayingNothingMore(own)} ${which}: ${unnamed.join(', ')}.`,
	});
}

/**
 * The same for whatever ends an item: if the node stops on errors, that may be the error of another item or
 * variation, whose attempts are others.
 */
export function namingOwnAttempts(
	item: Item,
	error: WaveSpeedError,
	failed: readonly FailedAttempt[],
): WaveSpeedError {
	return concernsOther(item, error) ? error : namingAttempts(error, failed);
}

/** The user wants further attempts, but they would fail like this one. */
export function failedByItsInput(failure: WaveSpeedError): WaveSpeedError {
	return failure.with({
		message: (own) =>
			`${own} “Failure: Next Step” did not submit it again: the input made it fail, and would make another attempt fail, too.`,
	});
}

/** The last of several attempts has failed as well. */
export function allAttemptsFailed(
	last: WaveSpeedError,
	failed: readonly FailedAttempt[],
): WaveSpeedError {
	const models = [...new Set(failed.map(({ model }) => model))];
	const of = models.length > 1 ? ` (${models.join(', ')})` : '';
	return namingAttempts(last, failed).with({
		message: (own) =>
			`${failed.length === 2 ? 'Both' : `All ${failed.length}`} attempts have failed${of}. ${own}`,
	});
}

/** n8n retries an item that has used up its attempts. */
export function attemptsUsedUp(failed: readonly FailedAttempt[]): WaveSpeedError {
	const { predictionId, model, status }: Partial<FailedAttempt> = failed.at(-1) ?? {};
	const ids = failed.map((attempt) => attempt.predictionId).join(', ');
	return new PredictionFailedError(
		`All attempts that “Failure: Next Step” allows have been made and have failed: ${ids}. Nothing more is submitted for this item, however often the node is retried. Run the workflow again, or allow more attempts.`,
		{
			reason: 'predictionFailed',
			predictionId,
			model,
			status,
			attempts: attemptRows(failed),
		},
	);
}

/** One of “Failure: Other Models” does not accept what the first model is given. */
export function otherModelCannot(model: string, why: WaveSpeedError): InputError {
	return why.with({
		message: (own) => `The other model ${model} could not take over. ${own}`,
		details: { model, field: 'options.otherModels' },
	}) as InputError;
}

/** Another attempt would make sense, but something forbids it. */
export function noFurtherAttempt(failure: WaveSpeedError, why: WaveSpeedError): WaveSpeedError {
	return failure.with({
		message: (own) => `${own} No further attempt was made: ${why.message}`,
		details: { notTriedBecause: why.details.reason },
	});
}
