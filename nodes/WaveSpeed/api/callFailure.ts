import type { ErrorContext, ErrorDetails } from '../errors/errorClasses';

/**
 * Why one HTTP call brought no usable answer. It stays inside `api/`: `apiErrors.ts` words what the user
 * sees.
 */
export type CallFailureKind =
	/** The request cannot have reached the API: refused, name not found, TLS handshake. */
	| 'notSent'
	/** Sent, or perhaps sent, but no complete answer came back. */
	| 'noAnswer'
	/** The API answered with an error status, in HTTP or in its envelope. */
	| 'refused'
	/** Something answered, but not the way the API does: HTML, half a JSON, too much. */
	| 'unreadable'
	/** The API's address redirects; following it would take the key along. */
	| 'redirected'
	/** The execution was stopped. */
	| 'stopped'
	/** The call could not be made, e.g. no credential or a domain that the credential forbids. */
	| 'impossible';

export interface CallFailureFacts {
	status?: number;
	/** From Retry-After if it makes sense; milliseconds. */
	retryAfterMs?: number;
	/** The API's own message, already safe to show. */
	serverMessage?: string;
	/** The API's own code if it differs from the HTTP status. */
	serverCode?: number | string;
	/** The network layer's code, e.g. ECONNREFUSED. */
	networkCode?: string;
	/** Stopped before any byte was sent. */
	beforeSending?: boolean;
	/** Not sent at all: the rate limit outlasts the time that is left. */
	heldBack?: boolean;
	/**
	 * A prediction id in a refusal, or in the part of it that arrived: evidence that something was
	 * accepted, whatever else the answer says.
	 */
	predictionId?: string;
	/** What else a refusal says about that prediction, unchanged. */
	prediction?: object;
	/** The HTTP status was good and only the envelope's code is an error: the application itself decided. */
	inEnvelope?: boolean;
	/** Why n8n did not send the request, in its own words, safe to show. */
	n8nMessage?: string;
	/** What came instead of the expected data, e.g. `an object with status and note`. */
	came?: string;
	/** What came instead of JSON. */
	got?: 'html' | 'text' | 'nothing' | 'tooMuch' | 'brokenJson' | 'noData';
}

export class CallFailure extends Error {
	constructor(
		readonly kind: CallFailureKind,
		readonly facts: CallFailureFacts = {},
	) {
		super(`API call failed: ${kind}`);
		this.name = 'CallFailure';
	}

	/** @returns the same failure with further facts; undefined ones add nothing */
	with(further: CallFailureFacts): CallFailure {
		const known = Object.entries(further).filter(([, fact]) => fact !== undefined);
		return new CallFailure(this.kind, { ...this.facts, ...Object.fromEntries(known) });
	}
}

/** Whether a refusal or an unreadable answer names a prediction all the same. */
export function namesPrediction({ facts }: CallFailure): boolean {
	return facts.predictionId !== undefined;
}

/**
 * Passes a failure on unchanged. The linter forbids throwing a raw error again from a catch block,
 * because an error of the network layer carries the key; these failures are already our own.
 */
export function rethrown(failure: unknown): unknown {
	return failure;
}

/** The error details of a failed call, except for the reason. */
export function detailsOf(failure: CallFailure, at: ErrorContext): Omit<ErrorDetails, 'reason'> {
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
