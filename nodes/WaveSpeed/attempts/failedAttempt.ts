import {
	PredictionFailedError,
	type ErrorDetails,
	type WaveSpeedError,
} from '../errors/errorClasses';
import { isRecord, readNumber, readText } from '../narrow';
import { isRefundedStatus } from '../waiting/predictionErrors';

/** A prediction of an item that failed at WaveSpeed and was refunded. */
export interface FailedAttempt {
	model: string;
	predictionId: string;
	status: string;
	/** WaveSpeed’s own message, or a replacement for it. */
	reason: string;
	/** US dollars, if a price was requested before it was submitted. */
	quotedPriceUsd?: number;
}

/** @param details of the error that reports the failure */
export function failedAttempt(
	model: string,
	details: Readonly<ErrorDetails>,
	quotedPriceUsd: number | undefined,
): FailedAttempt {
	const { predictionId = '', status = 'failed', serverMessage, errorCode } = details;
	return {
		model,
		predictionId,
		status,
		reason: serverMessage ?? (errorCode === undefined ? status : `code ${errorCode}`),
		quotedPriceUsd,
	};
}

/** An attempt as listed in a row or in an error's details. */
export interface AttemptRow {
	model: string;
	id: string;
	status: string;
	reason?: string;
	quoted_price_usd?: number;
}

/**
 * All attempts of an item in the order they were made.
 * @param last the one that has not failed, if any
 */
export function attemptRows(failed: readonly FailedAttempt[], last?: AttemptRow): AttemptRow[] {
	const rows = failed.map(
		({ model, predictionId: id, status, reason, quotedPriceUsd }): AttemptRow => ({
			model,
			id,
			status,
			reason,
			...(quotedPriceUsd !== undefined && { quoted_price_usd: quotedPriceUsd }),
		}),
	);
	return last ? [...rows, last] : rows;
}

/** @returns the ids of the attempts that an error lists */
export function idsOfAttempts({ details: { attempts } }: WaveSpeedError): string[] {
	return Array.isArray(attempts) ? (attempts as AttemptRow[]).map(({ id }) => id) : [];
}

/** @param stored the content of the node context; anything that is not an attempt is left out */
export function readFailedAttempts(stored: unknown): FailedAttempt[] {
	return (Array.isArray(stored) ? stored : []).filter(isRecord).flatMap((one) => {
		const predictionId = readText(one.predictionId);
		if (predictionId === undefined) return [];
		return [
			{
				model: readText(one.model) ?? '',
				predictionId,
				status: readText(one.status) ?? 'failed',
				reason: readText(one.reason) ?? '',
				quotedPriceUsd: readNumber(one.quotedPriceUsd),
			},
		];
	});
}

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
