/** What this node says when an API call has failed: what happened, then what to do. */

import {
	RefusedError,
	UnavailableError,
	WaitEndedError,
	type ErrorContext,
	type WaveSpeedError,
} from '../errors/errorClasses';
import { redact, redactAddress } from '../errors/redact';
import { ACCOUNT_PAGE, BILLING_PAGE } from '../errors/vendorPages';
import { detailsOf, type CallFailure } from './callFailure';
import { causeOf, whatAnswered } from './failurePhrases';
import { CHOOSE_FROM_LIST, isFileName } from './paths';
import { isContentRefused, isMediaUnreadable, isMissingCredit, isModelGone } from './refusals';

/** The sentence that prevents paying twice for a prediction. */
function recover(predictionId: string | undefined): string {
	if (predictionId === undefined) return '';
	return ` Prediction ${predictionId} is kept: run Get Result with this id instead of submitting again.`;
}

/** The error for any failed API call except the submission itself. */
export function explainFailure(failure: CallFailure, at: ErrorContext): WaveSpeedError {
	const facts = detailsOf(failure, at);
	const then = recover(at.predictionId);
	const server = redactAddress(at.baseUrl);
	switch (failure.kind) {
		case 'refused':
			return explainRefusal(failure, at);
		case 'redirected':
			return new UnavailableError(
				`${server} answered with a redirect, which the node does not follow because it would take the API key elsewhere. Enter the API’s final address as the Base URL of the credential.${then}`,
				{ reason: 'redirected', ...facts },
			);
		case 'unreadable':
			return new UnavailableError(`${whatAnswered(failure, server)}${then}`, {
				reason: 'unreadableAnswer',
				...facts,
			});
		case 'stopped':
			return at.predictionId === undefined
				? new WaitEndedError('The execution was stopped.', { reason: 'stopped', ...facts })
				: stopped(at);
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
				failure.facts.n8nMessage === undefined
					? `n8n did not allow the request to ${server}. Check the allowed domains of the WaveSpeed credential and the network settings of this n8n.${then}`
					: `n8n did not send the request to ${server}: “${failure.facts.n8nMessage}” Check the WaveSpeed credential, its allowed domains and the network settings of this n8n.${then}`,
				{ reason: 'requestNotAllowed', ...facts },
			);
	}
}

function explainRefusal(failure: CallFailure, at: ErrorContext): WaveSpeedError {
	const { status = 0, serverMessage = '', got } = failure.facts;
	const facts = detailsOf(failure, at);
	const then = recover(at.predictionId);
	const quoted = serverMessage ? ` WaveSpeed says: “${serverMessage}”` : '';
	const description = serverMessage ? `WaveSpeed says: ${serverMessage}` : undefined;
	const server = redactAddress(at.baseUrl);
	if (got === 'html' && status !== 429 && status < 500) {
		return new UnavailableError(`${whatAnswered(failure, server)}${then}`, {
			reason: 'unreadableAnswer',
			...facts,
		});
	}
	if (isContentRefused(failure)) {
		return new RefusedError(
			`WaveSpeed refused the content as sensitive. Change the prompt or the files.${quoted}${then}`,
			{ reason: 'contentRefused', ...facts },
			description,
		);
	}
	if (isMediaUnreadable(failure)) {
		return new RefusedError(
			`WaveSpeed could not read a file whose address is in the input. Make the address public, or give the file under “Binary Inputs”.${quoted}${then}`,
			{ reason: 'inputRefused', ...facts },
			description,
		);
	}
	if (at.model !== undefined && at.predictionId === undefined && isModelGone(failure)) {
		return modelGone(failure, at);
	}
	if (status === 401) {
		if (/top.?up|recharge|activat|balance|credit/i.test(serverMessage)) {
			return new RefusedError(
				`This API key does not work yet: its account has no credit and was never topped up. Add credit at ${BILLING_PAGE}, then try again.${then}`,
				{ reason: 'neverToppedUp', ...facts },
				description,
			);
		}
		return new RefusedError(
			`WaveSpeed does not accept the API key. Copy the key again from ${ACCOUNT_PAGE} into the credential; a key of an account without any credit works only after a top-up at ${BILLING_PAGE}.${then}`,
			{ reason: 'wrongKey', ...facts },
			description,
		);
	}
	if (isMissingCredit(failure)) {
		return new RefusedError(
			`The WaveSpeed account does not have enough credit. Add some at ${BILLING_PAGE}, then run this again.${then}`,
			{ reason: 'noCredit', ...facts },
			description,
		);
	}
	if (status === 403) {
		return new RefusedError(
			`WaveSpeed does not allow this with the given API key. Check the key’s role and the account’s state at ${ACCOUNT_PAGE}.${quoted}${then}`,
			{ reason: 'forbidden', ...facts },
			description,
		);
	}
	if (status === 404) return explainNotFound(failure, at);
	if (status === 407) {
		return new UnavailableError(
			`A proxy between n8n and WaveSpeed requires a user name and a password (HTTP 407). Correct the proxy that n8n is set to use (HTTP_PROXY, HTTPS_PROXY).${then}`,
			{ reason: 'proxyRefused', ...facts },
		);
	}
	if (status === 429) {
		return new UnavailableError(
			`WaveSpeed kept refusing because of this account’s rate limit. Run fewer predictions at once (option “Run: Maximum at Once”) or raise the account’s level.${quoted}${then}`,
			{ reason: 'rateLimited', ...facts },
			description,
		);
	}
	if (status >= 500) {
		return new UnavailableError(
			`WaveSpeed answered with an internal error (HTTP ${status}). Try again in a few minutes.${quoted}${then}`,
			{ reason: 'serverError', ...facts },
			description,
		);
	}
	return new RefusedError(
		`WaveSpeed refused the request${status ? ` (HTTP ${status})` : ''}.${quoted || ' It gave no reason; check the input of the node.'}${then}`,
		{ reason: 'refused', ...facts },
		description,
	);
}

function explainNotFound(failure: CallFailure, at: ErrorContext): WaveSpeedError {
	const facts = detailsOf(failure, at);
	if (at.predictionId !== undefined) {
		return new RefusedError(
			isFileName(at.predictionId)
				? `WaveSpeed knows no prediction ${at.predictionId}. ${CHOOSE_FROM_LIST}`
				: `WaveSpeed knows no prediction ${at.predictionId}. Check the id and that the credential belongs to the account that submitted it; predictions are kept for 7 days.`,
			{ reason: 'predictionNotFound', ...facts },
		);
	}
	if (at.model !== undefined) return modelGone(failure, at);
	return new RefusedError(
		`${redactAddress(at.baseUrl)} does not have this part of the WaveSpeed API. Check the Base URL of the credential.`,
		{ reason: 'notFound', ...facts },
	);
}

/** The model does not exist, or no longer exists. */
function modelGone(failure: CallFailure, at: ErrorContext): WaveSpeedError {
	const { serverMessage } = failure.facts;
	const instead = at.livingModels ? ` ${at.livingModels}` : '';
	return new RefusedError(
		`WaveSpeed has no model ${redact(at.model)}, or no longer has it: models are renamed and withdrawn from time to time.${instead} Choose one from the list of the field “Model”.`,
		{ reason: 'modelNotFound', ...detailsOf(failure, at) },
		serverMessage ? `WaveSpeed says: ${serverMessage}` : undefined,
	);
}

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
