/** What this node says about a submission that was refused, or may have been accepted. */

import { explainFailure } from '../api/apiErrors';
import { detailsOf, type CallFailure } from '../api/callFailure';
import {
	OutcomeUnknownError,
	RefusedError,
	type ErrorContext,
	type WaveSpeedError,
} from '../errors/errorClasses';
import { redact } from '../errors/redact';
import { CANDIDATES_NAMED } from '../policy';
import { at } from '../schema/inputProblem';

/** The submission was refused in a way that proves that nothing was accepted. */
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
	return explainFailure(failure, at).with({
		message: (why) => `${why} Nothing was submitted, nothing was charged.`,
	});
}

/** What is known about a submission of unknown outcome. */
export interface UnknownOutcome {
	/** When it was sent, on this machine's clock. */
	since: Date;
	/** How its answer was lost, if that has just happened. */
	failure?: CallFailure;
	/** How its answer was lost, as recorded by an earlier try. */
	lostBecause?: string;
	/** The execution that is retried from n8n's list may have submitted it. */
	isRetry?: boolean;
	/** Why the list of predictions could not be fetched, if it was requested. */
	unlisted?: CallFailure;
	/** Ids of predictions that may be it. */
	candidates?: string[];
}

/** The error for a submission of unknown outcome. */
export function outcomeUnknown(at: ErrorContext, outcome: UnknownOutcome): WaveSpeedError {
	const { since, failure, unlisted, candidates = [] } = outcome;
	const cause = failure ?? unlisted;
	return new OutcomeUnknownError(
		[
			`${whatIsUnknown(outcome)} A charge is possible, so the node does not send it again.`,
			whatToLookFor(at, outcome),
			...(unlisted
				? [
						`The list of predictions, which would show it, could not be fetched: ${explainFailure(unlisted, at).message}`,
					]
				: []),
		].join(' '),
		{
			reason: 'outcomeUnknown',
			...(cause ? detailsOf(cause, at) : at.model !== undefined && { model: at.model }),
			chargePossible: true,
			submittedAt: since.toISOString(),
			...(candidates.length > 0 && { candidates }),
		},
	);
}

function whatIsUnknown({ failure, lostBecause, isRetry }: UnknownOutcome): string {
	if (isRetry)
		return 'The execution being retried was cut off, and it is unknown whether it submitted this item.';
	const why = failure ? howItWasLost(failure) : (lostBecause ?? 'an earlier try was cut off');
	return `It is unknown whether WaveSpeed accepted this submission: ${why}.`;
}

function whatToLookFor(
	{ model }: ErrorContext,
	{ since, candidates = [] }: UnknownOutcome,
): string {
	if (candidates.length > 0) {
		const named = candidates.slice(0, CANDIDATES_NAMED).join(', ');
		const more = candidates.length - CANDIDATES_NAMED;
		const [whose, unless] =
			candidates.length === 1
				? ['This prediction may belong to this item, or to another one', 'it does not']
				: ['One of these predictions may belong to this item', 'none of them does'];
		return `${whose}: ${named}${more > 0 ? ` and ${more} more` : ''}. Look at it with Get Result. Only if ${unless}, run this item again in a new execution.`;
	}
	return `Look at wavespeed.ai/dashboard (or Prediction → Get Many) for a prediction of ${model ?? 'this model'} created after ${since.toISOString()}: with its id, Get Result fetches the output. Only if there is none, run this item again.`;
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

/** kin-openapi's message for an error inside the body: `Error at "/loras/0": value must be an object`. */
const AT_POINTER = /\berror at "((?:\/[^"/]*)+)"\s*:\s*([\s\S]+)/i;
const MISSING = /^property "([^"]+)" is missing/i;
const UNSUPPORTED = /^property "([^"]+)" is unsupported/i;

/**
 * Finds the field that a server's refusal is about.
 * @param serverMessage e.g. `invalid request body, Error at "/audio": property "audio" is missing`
 * @returns undefined if the message names none
 */
export function readServerProblem(
	serverMessage: string,
): { field: string; message: string } | undefined {
	const match = AT_POINTER.exec(serverMessage.slice(0, 5_000));
	if (!match) return undefined;
	const segments = (match[1] ?? '').split('/').slice(1).map(unescapeSegment);
	const words = redact((match[2] ?? '').split(/\n|\bSchema:/)[0]).replace(/\.?$/, '');
	const field = segments.reduce(
		(path, segment, index) =>
			at(path, index > 0 && /^\d+$/.test(segment) ? Number(segment) : segment),
		'',
	);
	if (field === '') return undefined;
	const shown = redact(field);
	if (MISSING.test(words))
		return { field, message: `The input “${shown}” is required. Give it a value.` };
	if (UNSUPPORTED.test(words)) {
		return { field, message: `The input “${shown}” is unknown to this model. Remove it.` };
	}
	return { field, message: `The input “${shown}” is wrong: ${words}. Change it.` };
}

/** RFC 6901, section 4. */
function unescapeSegment(segment: string): string {
	return segment.replace(/~1/g, '/').replace(/~0/g, '~');
}
