import type { ErrorDetails } from '../errors/errorClasses';
import { isRecord, readNumber, readText } from '../narrow';

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
