/** What this node says of a submission that was refused, or may have been accepted. */

import { CallFailure } from '../api/callFailure';
import { explainFailure } from '../api/apiErrors';
import { detailsOf, type ErrorContext } from '../errors/errorContext';
import { OutcomeUnknownError, RefusedError, type WaveSpeedError } from '../errors/errorClasses';

/** The submission was refused in a way that says nothing was accepted. */
export function explainSubmitRefusal(
	failure: CallFailure,
	at: ErrorContext,
	problem?: { field: string; message: string },
): WaveSpeedError {
	const { status, serverMessage } = failure.facts;
	if (problem && (status === 400 || status === 422)) {
		return new RefusedError(
			`WaveSpeed refused the input: ${problem.message} Nothing was submitted.`,
			{ reason: 'inputRefused', ...detailsOf(failure, at), field: problem.field },
			serverMessage ? `WaveSpeed says: ${serverMessage}` : undefined,
		);
	}
	const error = explainFailure(failure, at);
	error.message = `${error.message} Nothing was submitted, nothing was charged.`;
	return error;
}

/**
 * A submission of which nobody knows whether it was accepted.
 * @param cause how the answer was lost, or what an earlier try remembers of it
 * @param unlisted why the list of predictions could not be had, where it was asked
 */
export function outcomeUnknown(
	at: ErrorContext,
	since: Date,
	cause: CallFailure | { lostBecause?: string },
	unlisted?: CallFailure,
): WaveSpeedError {
	const failure = cause instanceof CallFailure ? cause : unlisted;
	const why =
		cause instanceof CallFailure
			? howItWasLost(cause)
			: (cause.lostBecause ?? 'an earlier try was cut off');
	const list = unlisted
		? ` The list of predictions, which would tell, could not be had: ${explainFailure(unlisted, at).message}`
		: '';
	return new OutcomeUnknownError(
		`It is unknown whether WaveSpeed accepted this submission: ${why}. A charge is possible, so it is not sent again by itself. Look at wavespeed.ai/dashboard (or Prediction → Get Many) for a prediction of ${at.model ?? 'this model'} created after ${since.toISOString()}: with its id, Get Result brings the output. Only if there is none, run this item again.${list}`,
		{
			reason: 'outcomeUnknown',
			...(failure ? detailsOf(failure, at) : at.model !== undefined && { model: at.model }),
			chargePossible: true,
			submittedAt: since.toISOString(),
		},
	);
}

/** The part of the sentence that says why an outcome is unknown. */
export function howItWasLost(failure: CallFailure): string {
	const { status, got } = failure.facts;
	if (failure.kind === 'stopped') return 'the execution was stopped while it was being sent';
	if (failure.kind === 'refused') {
		return got === 'html'
			? `a proxy answered with an error page (HTTP ${status})`
			: `the server answered with HTTP ${status}, which can come after accepting`;
	}
	if (failure.kind === 'unreadable') return 'the answer could not be read';
	if (failure.kind === 'redirected') return 'the server answered with a redirect';
	return 'the connection broke after it was sent';
}
