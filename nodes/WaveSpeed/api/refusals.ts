/** What an answer that says no is about, whatever its HTTP status: told by WaveSpeed's own code or words. */

import { CallFailure } from './callFailure';

/** WaveSpeed's own numbers for a failure (docs: error codes; 1407 seen by third parties). */
const CONTENT_REFUSED = 1200;
const MEDIA_UNREADABLE = 1402;
const CREDIT_MISSING = 1407;

const CREDIT_WORDS =
	/insufficient[ _-](?:account )?(?:credit|balance|fund)|not enough (?:credit|balance|fund)|(?:credit|balance|fund)s? (?:is|are) (?:too low|insufficient|not enough)|out of credit|top.?up/i;

/** @returns true where the code or the words of a refusal say that credit is missing */
export function isMissingCredit({ facts }: CallFailure): boolean {
	const { status, serverCode, serverMessage = '' } = facts;
	return status === 402 || serverCode === CREDIT_MISSING || CREDIT_WORDS.test(serverMessage);
}

/** @returns true where the content of the input was refused as sensitive */
export function isContentRefused({ facts }: CallFailure): boolean {
	return facts.serverCode === CONTENT_REFUSED;
}

/** @returns true where WaveSpeed could not read a file that the input gives the address of */
export function isMediaUnreadable({ facts }: CallFailure): boolean {
	return facts.serverCode === MEDIA_UNREADABLE;
}

const GONE_WORDS =
	/\b(?:not found|offline|unknown|no such|does not exist|doesn['’]t exist|no longer (?:available|supported)|(?:removed|retired|withdrawn|deprecated))\b/i;

/**
 * @returns true where WaveSpeed does not have the model, or not any more: HTTP 400 or 404 with words such
 * as “model … not found or offline”. A 404 without words is read by who asked for a model.
 */
export function isModelGone({ facts }: CallFailure): boolean {
	const { status = 0, serverMessage = '' } = facts;
	if (![400, 404, 410, 422].includes(status)) return false;
	return /\bmodel\b/i.test(serverMessage) && GONE_WORDS.test(serverMessage);
}

/** What an API without the endpoint answers; also its answer about a model it does not know. */
const NO_SUCH_ENDPOINT: ReadonlySet<number> = new Set([404, 405, 501]);

/** @returns true where the API refuses a call as one without its endpoint does */
export function isEndpointMissing(failure: unknown): boolean {
	if (!(failure instanceof CallFailure) || failure.kind !== 'refused') return false;
	return NO_SUCH_ENDPOINT.has(failure.facts.status ?? 0);
}
