/**
 * Why one HTTP call brought no answer that can be used. It stays inside `api/`: what reaches a user is
 * worded in `apiErrors.ts`.
 */
export type CallFailureKind =
	/** The request cannot have reached the API: refused, name not found, TLS handshake. */
	| 'notSent'
	/** Sent, or perhaps sent, and no complete answer came back. */
	| 'noAnswer'
	/** The API answered with an error status, in HTTP or in its envelope. */
	| 'refused'
	/** Something answered, but not in the API's language: HTML, half a JSON, too much. */
	| 'unreadable'
	/** The API's address points elsewhere; followed, it would carry the key along. */
	| 'redirected'
	/** The execution was stopped. */
	| 'stopped'
	/** The call itself was impossible, e.g. no credential or a domain the credential forbids. */
	| 'impossible';

export interface CallFailureFacts {
	status?: number;
	/** From Retry-After, where it makes sense; milliseconds. */
	retryAfterMs?: number;
	/** The API's words, already fit to be shown. */
	serverMessage?: string;
	/** The API's own code where it differs from the HTTP status. */
	serverCode?: number | string;
	/** The network layer's code, e.g. ECONNREFUSED. */
	networkCode?: string;
	/** Stopped before a byte was sent. */
	beforeSending?: boolean;
	/** Not sent at all: the rate limit ends after the time there is. */
	heldBack?: boolean;
	/**
	 * A prediction's id in an answer that says no otherwise, or in the part of it that arrived: evidence
	 * that something was accepted, whatever else the answer says.
	 */
	predictionId?: string;
	/** What else a refusal says of that prediction, as it came. */
	prediction?: object;
	/** The HTTP status was good, and only the envelope's code says no: the application itself decided. */
	inEnvelope?: boolean;
	/** Why n8n did not send the request, in its own words, fit to be shown. */
	n8nMessage?: string;
	/** What came in the place of what was asked for, e.g. `an object with status and note`. */
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

/** Whether an answer that says no, or cannot be read, names a prediction all the same. */
export function namesPrediction({ facts }: CallFailure): boolean {
	return facts.predictionId !== undefined;
}

/**
 * Passes a failure on unchanged. The linter allows no raw error to be thrown again from a catch block,
 * because an error of the network layer carries the key; the failures here are ours already.
 */
export function rethrown(failure: unknown): unknown {
	return failure;
}
