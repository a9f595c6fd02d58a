import { PredictionFailedError } from '../errors/errorClasses';
import { isRefundedStatus } from '../waiting/predictionErrors';

/**
 * Codes that say that WaveSpeed or the model’s maker failed, and not the input: the task’s execution
 * (1403), the task (1405), its retries (1406), and everything from 5000 on. The others below 5000 are
 * about content (1200), inputs (1400 to 1402) and credit (1407). Source: the vendor’s list of error codes.
 */
const TASK_FAILED: ReadonlySet<number> = new Set([1403, 1405, 1406]);
const SERVER_CODES_FROM = 5000;

/** How makers refuse content without sending a code for it. */
const REFUSES_CONTENT =
	/sensitive|nsfw|moderat|safety|content (?:policy|policies|filter|violat)|prohibited|inappropriate|copyright|not allowed/i;
const WORDS_LIMIT_CHARACTERS = 2_000;

/** Whether a prediction has failed, for any reason, and costs nothing. */
export function isRefundedFailure(error: unknown): error is PredictionFailedError {
	return error instanceof PredictionFailedError && isRefundedStatus(error.details.status);
}

/**
 * Whether a prediction failed for a reason that another attempt may not meet: the vendor’s own fault, and
 * refunded. Refused content or a wrong input would be refused again.
 */
export function isVendorsFailure(error: unknown): error is PredictionFailedError {
	if (!isRefundedFailure(error)) return false;
	const { errorCode, serverMessage = '' } = error.details;
	if (REFUSES_CONTENT.test(serverMessage.slice(0, WORDS_LIMIT_CHARACTERS))) return false;
	if (errorCode === undefined) return true;
	const code = Number(errorCode);
	return TASK_FAILED.has(code) || code >= SERVER_CODES_FROM;
}
