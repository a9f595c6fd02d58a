/**
 * What this node says when something goes wrong. Every sentence is complete: what happened, then what
 * to do. Nothing else in the node words an error of the API or of a prediction.
 */

import { CallFailure } from '../api/callFailure';
import type { Prediction } from '../api/prediction';
import {
	OutcomeUnknownError,
	PredictionFailedError,
	RefusedError,
	UnavailableError,
	WaitEndedError,
	type ErrorDetails,
	type WaveSpeedError,
} from './family';
import { quote, quoteAddress } from './quote';

/** What the caller knows about the moment of a failure. */
export interface Circumstances {
	baseUrl: string;
	secrets?: readonly string[];
	model?: string;
	predictionId?: string;
	status?: string;
}

const ACCOUNT_PAGE = 'wavespeed.ai/accesskey';
const BILLING_PAGE = 'wavespeed.ai/billing';

/** The sentence that keeps a paid prediction from being paid for again. */
function recover(predictionId: string | undefined): string {
	if (predictionId === undefined) return '';
	return ` Prediction ${predictionId} is kept: run Get Result with this id instead of submitting again.`;
}

function factsOf(failure: CallFailure, at: Circumstances): Omit<ErrorDetails, 'reason'> {
	const { status, serverCode, serverMessage } = failure.facts;
	return {
		...(at.predictionId !== undefined && { predictionId: at.predictionId }),
		...(at.model !== undefined && { model: at.model }),
		...(at.status !== undefined && { status: at.status }),
		...(status !== undefined && { httpStatus: status }),
		...(serverCode !== undefined && serverCode !== status && { errorCode: serverCode }),
		...(serverMessage !== undefined && { serverMessage }),
	};
}

/** An API call that failed, for every call but the submission itself. */
export function explainFailure(failure: CallFailure, at: Circumstances): WaveSpeedError {
	const facts = factsOf(failure, at);
	const then = recover(at.predictionId);
	const server = quoteAddress(at.baseUrl);
	switch (failure.kind) {
		case 'refused':
			return explainRefusal(failure, at);
		case 'redirected':
			return new UnavailableError(
				`${server} answered with a redirect, which is not followed because it would carry the API key elsewhere. Enter the API’s final address as the Base URL of the credential.${then}`,
				{ reason: 'redirected', ...facts },
			);
		case 'unreadable':
			return new UnavailableError(`${whatAnswered(failure, server)}${then}`, {
				reason: 'unreadableAnswer',
				...facts,
			});
		case 'stopped':
			return new WaitEndedError(`The execution was stopped.${then}`, {
				reason: 'stopped',
				...facts,
			});
		case 'notSent':
			return new UnavailableError(
				`${server} could not be reached (${causeOf(failure)}). Check the Base URL of the credential and that this n8n can reach it.${then}`,
				{ reason: 'unreachable', ...facts },
			);
		case 'noAnswer':
			return new UnavailableError(
				`${server} gave no complete answer (${causeOf(failure)}). Try again in a moment.${then}`,
				{ reason: 'noAnswer', ...facts },
			);
		case 'impossible':
			return new UnavailableError(
				`n8n did not allow the request to ${server}. Check the allowed domains of the WaveSpeed credential and the network settings of this n8n.${then}`,
				{ reason: 'requestNotAllowed', ...facts },
			);
	}
}

function whatAnswered(failure: CallFailure, server: string): string {
	switch (failure.facts.got) {
		case 'html':
			return `A web page answered instead of the WaveSpeed API at ${server}, perhaps a proxy or a login page. Check the Base URL of the credential and the network between n8n and the API.`;
		case 'tooMuch':
			return `The answer of ${server} was too large to be an answer of the WaveSpeed API. Check the Base URL of the credential.`;
		default:
			return `${server} answered something that is not an answer of the WaveSpeed API. Check the Base URL of the credential; if it is right, try again in a moment.`;
	}
}

function causeOf(failure: CallFailure): string {
	switch (failure.facts.networkCode) {
		case 'ECONNREFUSED':
			return 'the connection was refused';
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return 'its name could not be resolved';
		case 'EPROTO':
			return 'no secure connection could be made';
		case undefined:
			return failure.kind === 'notSent'
				? 'no connection could be made'
				: 'the answer took too long or was cut';
		default:
			return /CERT|SIGNED|ISSUER|TLS/.test(failure.facts.networkCode)
				? 'its certificate is not trusted'
				: 'the connection was cut or took too long';
	}
}

/** @returns true where the words or the code of a refusal say that credit is missing */
export function isMissingCredit(failure: CallFailure): boolean {
	const { status, serverCode, serverMessage = '' } = failure.facts;
	return (
		status === 402 ||
		serverCode === 1407 ||
		/insufficient|not enough (credit|balance)|balance is too low|top.?up/i.test(serverMessage)
	);
}

function explainRefusal(failure: CallFailure, at: Circumstances): WaveSpeedError {
	const { status, serverMessage, got } = failure.facts;
	const facts = factsOf(failure, at);
	const then = recover(at.predictionId);
	const said = serverMessage ? ` WaveSpeed says: “${serverMessage}”` : '';
	const description = serverMessage ? `WaveSpeed says: ${serverMessage}` : undefined;
	const server = quoteAddress(at.baseUrl);
	if (got === 'html' && status !== undefined && status !== 429 && status < 500) {
		return new UnavailableError(`${whatAnswered(failure, server)}${then}`, {
			reason: 'unreadableAnswer',
			...facts,
		});
	}
	if (status === 401) {
		if (/top.?up|recharge|activat|balance|credit/i.test(serverMessage ?? '')) {
			return new RefusedError(
				`This API key does not work yet: its account was never topped up. Add credit at ${BILLING_PAGE}, then try again.${then}`,
				{ reason: 'neverToppedUp', ...facts },
				description,
			);
		}
		return new RefusedError(
			`WaveSpeed does not accept the API key. Copy the key again from ${ACCOUNT_PAGE} into the credential; a new key works only after the account’s first top-up.${then}`,
			{ reason: 'wrongKey', ...facts },
			description,
		);
	}
	if (isMissingCredit(failure)) {
		return new RefusedError(
			`The WaveSpeed account has not enough credit. Add some at ${BILLING_PAGE}, then run this again.${then}`,
			{ reason: 'noCredit', ...facts },
			description,
		);
	}
	if (status === 403) {
		return new RefusedError(
			`WaveSpeed does not allow this with the given API key. Check the key’s role and the account’s state at ${ACCOUNT_PAGE}.${said}${then}`,
			{ reason: 'forbidden', ...facts },
			description,
		);
	}
	if (status === 404) return explainNotFound(failure, at);
	if (status === 407) {
		return new UnavailableError(
			`A proxy between n8n and WaveSpeed wants a user name and a password (HTTP 407). Correct the proxy that n8n is set to use (HTTP_PROXY, HTTPS_PROXY).${then}`,
			{ reason: 'proxyRefused', ...facts },
		);
	}
	if (status === 429) {
		return new UnavailableError(
			`WaveSpeed’s rate limit for this account kept refusing. Run fewer predictions at once (option “Predictions in Flight”) or raise the account’s level.${said}${then}`,
			{ reason: 'rateLimited', ...facts },
			description,
		);
	}
	if (status !== undefined && status >= 500) {
		return new UnavailableError(
			`WaveSpeed answered with an error of its own (HTTP ${status}). Try again in some minutes.${said}${then}`,
			{ reason: 'serverError', ...facts },
			description,
		);
	}
	return new RefusedError(
		`WaveSpeed refused the request${status ? ` (HTTP ${status})` : ''}.${said || ' It gave no reason; check the input of the node.'}${then}`,
		{ reason: 'refused', ...facts },
		description,
	);
}

function explainNotFound(failure: CallFailure, at: Circumstances): WaveSpeedError {
	const facts = factsOf(failure, at);
	if (at.predictionId !== undefined) {
		return new RefusedError(
			`WaveSpeed knows no prediction ${at.predictionId}. Check the id and that the credential belongs to the account that submitted it; predictions are kept for 7 days.`,
			{ reason: 'predictionNotFound', ...facts },
		);
	}
	if (at.model !== undefined) {
		return new RefusedError(
			`WaveSpeed has no model ${quote(at.model)}. Choose one from the list of the field “Model”; models are renamed and withdrawn now and then.`,
			{ reason: 'modelNotFound', ...facts },
		);
	}
	return new RefusedError(
		`${quoteAddress(at.baseUrl)} does not know this part of the WaveSpeed API. Check the Base URL of the credential.`,
		{ reason: 'notFound', ...facts },
	);
}

/** The submission was refused in a way that says nothing was accepted. */
export function explainSubmitRefusal(
	failure: CallFailure,
	at: Circumstances,
	problem?: { field: string; message: string },
): WaveSpeedError {
	const { status, serverMessage } = failure.facts;
	if (problem && (status === 400 || status === 422)) {
		return new RefusedError(
			`WaveSpeed refused the input: ${problem.message} Nothing was submitted.`,
			{ reason: 'inputRefused', ...factsOf(failure, at), field: problem.field },
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
	at: Circumstances,
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
			...(failure ? factsOf(failure, at) : at.model !== undefined && { model: at.model }),
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

/** WaveSpeed's failure codes that ask for something else than trying again (docs: error codes). */
const ADVICE: ReadonlyMap<string, string> = new Map([
	['1200', 'The content was refused as sensitive; change the prompt or the files.'],
	['1400', 'A parameter is missing; fill it in.'],
	['1401', 'A parameter is wrong; change it.'],
	['1402', 'A media URL could not be read by WaveSpeed; make it public or upload the file.'],
	['1407', `The account has not enough credit; add some at ${BILLING_PAGE}.`],
	['5003', 'The model is not available at the moment; try again later.'],
	['5004', 'The model took too long; try again or ask for less.'],
]);

const HOW_IT_ENDED: ReadonlyMap<string, string> = new Map([
	['canceled', 'was cancelled'],
	['cancelled', 'was cancelled'],
	['deleted', 'was deleted'],
	['timeout', 'timed out at WaveSpeed'],
]);

function hidden(code: number | string, at: Circumstances): number | string {
	return typeof code === 'string' ? quote(code, at.secrets) : code;
}

/** The prediction ended as failed, cancelled, timed out or deleted. */
export function predictionFailed(prediction: Prediction, at: Circumstances): WaveSpeedError {
	const said = quote(prediction.error, at.secrets);
	const word = HOW_IT_ENDED.get(prediction.status) ?? 'failed';
	const advice = ADVICE.get(String(prediction.errorCode)) ?? 'Change the input or try again.';
	return new PredictionFailedError(
		`Prediction ${prediction.id} ${word}${said ? `: “${said}”` : ''}. ${advice} WaveSpeed refunds failed predictions within some hours.`,
		{
			reason: 'predictionFailed',
			predictionId: prediction.id,
			...(at.model !== undefined && { model: at.model }),
			status: prediction.status,
			...(prediction.errorCode !== undefined && { errorCode: hidden(prediction.errorCode, at) }),
			...(said && { serverMessage: said }),
		},
	);
}

/** The time the user allowed for waiting is over. */
export function waitedTooLong(
	at: Circumstances & { predictionId: string },
	waitedMs: number,
): WaveSpeedError {
	return new WaitEndedError(
		`Prediction ${at.predictionId} is not finished after ${spellDuration(waitedMs)} (its status is ${quote(at.status, at.secrets) || 'unknown'}). It goes on at WaveSpeed and is paid for: run Get Result with this id later, or raise the option “Timeout”.`,
		{
			reason: 'waitTimeout',
			predictionId: at.predictionId,
			...(at.model !== undefined && { model: at.model }),
			...(at.status !== undefined && { status: quote(at.status, at.secrets) }),
		},
	);
}

/** Somebody pressed Stop, or n8n is shutting down. */
export function stopped(at: Circumstances): WaveSpeedError {
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

/** Completed, and yet nothing came of it. */
export function noOutputs(prediction: Prediction, at: Circumstances): WaveSpeedError {
	return new PredictionFailedError(
		`Prediction ${prediction.id} is completed but has no outputs. Open it at wavespeed.ai/dashboard; if it is empty there too, ask WaveSpeed’s support for a refund with this id.`,
		{
			reason: 'noOutputs',
			predictionId: prediction.id,
			...(at.model !== undefined && { model: at.model }),
			status: prediction.status,
		},
	);
}

/** @returns e.g. `20 minutes`, `90 seconds` */
export function spellDuration(ms: number): string {
	const seconds = Math.round(ms / 1_000);
	if (seconds < 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
	const minutes = Math.round(seconds / 60);
	return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
