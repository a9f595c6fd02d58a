import { PredictionFailedError } from '../errors/errorClasses';
import { isRefundedStatus } from '../waiting/predictionErrors';

/**
 * Codes that say that WaveSpeed or the model’s maker failed, and not the input: the task itself (1405)
 * and everything from 5000 on. Source: the vendor’s list of error codes.
 */
const TASK_FAILED = 1405;
const SERVER_CODES_FROM = 5000;

/** How makers say that they will not make this, where no code does. */
const REFUSES_CONTENT =
	/sensitive|nsfw|moderat|safety|content (?:policy|policies|filter|violat)|prohibited|inappropriate|copyright|not allowed/i;
const WORDS_LIMIT_CHARACTERS = 2_000;

/**
 * Whether a prediction has failed for a reason that another attempt may not meet: the vendor’s own, and
 * refunded. A refused content or a wrong input would be refused again.
 */
export function isVendorsFailure(error: unknown): error is PredictionFailedError {
	if (!(error instanceof PredictionFailedError)) return false;
	const { reason, status = '', errorCode, serverMessage = '' } = error.details;
	if (reason !== 'predictionFailed' || !isRefundedStatus(status)) return false;
	if (REFUSES_CONTENT.test(serverMessage.slice(0, WORDS_LIMIT_CHARACTERS))) return false;
	if (errorCode === undefined) return true;
	const code = Number(errorCode);
	return code === TASK_FAILED || code >= SERVER_CODES_FROM;
}
