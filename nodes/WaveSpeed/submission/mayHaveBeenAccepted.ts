import type { CallFailure } from '../api/callFailure';

/**
 * Statuses with which a request is turned away before anything is created: what the API documents, and
 * what a gateway says without passing the request on. 408, 409, 499 and every 5xx are told about
 * requests that may have been passed on.
 */
const TURNED_AWAY: ReadonlySet<number> = new Set([
	400, 401, 402, 403, 404, 405, 406, 407, 410, 411, 413, 414, 415, 417, 421, 422, 425, 426, 428,
	429, 431, 451,
]);

/** The API's own codes for refused content, a wrong input and missing credit, which come with any HTTP status. */
const REFUSALS: ReadonlySet<unknown> = new Set([1200, 1400, 1401, 1402, 1407]);

/** “See other” answers a request that was carried out (RFC 9110, section 15.4.4). */
const SEE_OTHER = 303;

/**
 * Says whether a submission that failed like this may have been accepted, and so charged. Only what
 * comes before a request is carried out proves that it was not.
 */
export function mayHaveBeenAccepted({ kind, facts }: CallFailure): boolean {
	// An answer that says no and names a prediction: something was accepted, whatever the code.
	if (facts.predictionId !== undefined) return true;
	switch (kind) {
		case 'notSent':
		case 'impossible':
			return false;
		case 'redirected':
			return facts.status === SEE_OTHER;
		case 'refused':
			return !TURNED_AWAY.has(facts.status ?? 0) && !REFUSALS.has(facts.serverCode);
		case 'stopped':
			return facts.beforeSending !== true;
		default:
			return true;
	}
}
