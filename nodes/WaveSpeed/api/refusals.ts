/** What a refusal is about, whatever its HTTP status, judged by WaveSpeed's own code or message. */

import { CallFailure } from './callFailure';

/** WaveSpeed's own error numbers (docs: error codes; 1407 was seen by third parties). */
const CONTENT_REFUSED = 1200;
const MEDIA_UNREADABLE = 1402;
const CREDIT_MISSING = 1407;

const CREDIT_WORDS =
	/insufficient[ _-](?:account )?(?:credit|balance|fund)|not enough (?:credit|balance|fund)|(?:credit|balance|fund)s? (?:is|are) (?:too low|insufficient|not enough)|out of credit|top.?up/i;

/** @returns true if the code or the message of a refusal says that the account lacks credit */
export function isMissingCredit({ facts }: CallFailure): boolean {
	const { status, serverCode, serverMessage = '' } = facts;
	return status === 402 || serverCode === CREDIT_MISSING || CREDIT_WORDS.test(serverMessage);
}

/** @returns true if the content of the input was refused as sensitive */
export function isContentRefused({ facts }: CallFailure): boolean {
	return facts.serverCode === CONTENT_REFUSED;
}

/** @returns true if WaveSpeed could not read a file at an address in the input */
export function isMediaUnreadable({ facts }: CallFailure): boolean {
	return facts.serverCode === MEDIA_UNREADABLE;
}

const GONE_WORDS =
	/\b(?:not found|offline|unknown|no such|does not exist|doesn['’]t exist|no longer (?:available|supported)|(?:removed|retired|withdrawn|deprecated))\b/i;

/**
 * @returns true if WaveSpeed does not have the model, or no longer has it: HTTP 400 or 404 with words
 * such as “model … not found or offline”. A 404 without words is left to callers that asked for a model
 */
export function isModelGone({ facts }: CallFailure): boolean {
	const { status = 0, serverMessage = '' } = facts;
	if (![400, 404, 410, 422].includes(status)) return false;
	return /\bmodel\b/i.test(serverMessage) && GONE_WORDS.test(serverMessage);
}

/** Statuses of an API without the endpoint; it also answers with them about an unknown model. */
const NO_SUCH_ENDPOINT: ReadonlySet<number> = new Set([404, 405, 501]);

/** @returns true if the API refuses a call the way it does without that endpoint */
export function isEndpointMissing(failure: unknown): boolean {
	if (!(failure instanceof CallFailure) || failure.kind !== 'refused') return false;
	return NO_SUCH_ENDPOINT.has(failure.facts.status ?? 0);
}
