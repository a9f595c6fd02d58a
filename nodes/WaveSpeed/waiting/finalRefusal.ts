import type { CallFailure } from '../api/callFailure';
import { NOT_FOUND_TOLERANCE } from '../policy';
import { PASSING_REFUSALS } from '../tryAgain';

/**
 * Whether asking for a parked prediction again would bring the same: the key is refused, or the API knows no
 * such prediction. Everything else may pass, such as an outage of the API, or of n8n's database, from which
 * n8n reads the key for every request.
 * @param parkedMs how long the execution has been parked: read replicas lag, so “not found” soon after a
 * submission proves nothing yet
 */
export function isFinalRefusal({ kind, facts }: CallFailure, parkedMs: number): boolean {
	const { status = 0 } = facts;
	if (status === 404 && parkedMs < NOT_FOUND_TOLERANCE) return false;
	return kind === 'refused' && status >= 400 && status < 500 && !PASSING_REFUSALS.has(status);
}
