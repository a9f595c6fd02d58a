import type { CallFailure } from '../api/callFailure';

/**
 * Statuses that refuse a request before anything is created: those that the API documents, and those that
 * a gateway answers without passing the request on. 408, 409, 499 and every 5xx may concern requests that
 * were passed on.
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
 * Whether a submission that failed like this may have been accepted, and so charged. Only a failure from
 * before a request is carried out proves that it was not.
 */
export function mayHaveBeenAccepted({ kind, facts }: CallFailure): boolean {
	// A refusal that names a prediction: something was accepted, whatever the code says.
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
