import type { ErrorDetails } from '../errors/errorClasses';
import { isRecord, readNumber, readText } from '../narrow';

/** A prediction of an item that has failed at WaveSpeed and is refunded. */
export interface FailedAttempt {
	model: string;
	predictionId: string;
	status: string;
	/** WaveSpeed’s own words, or what there is in their place. */
	reason: string;
	/** US dollars, if somebody asked before it was submitted. */
	quotedPriceUsd?: number;
}

/** @param details of the error that tells of the failure */
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

/** An attempt as a row or the details of an error list it. */
export interface AttemptRow {
	model: string;
	id: string;
	status: string;
	reason?: string;
	quoted_price_usd?: number;
}

/**
 * All attempts of an item in the order in which they were made.
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

/** @param stored whatever the node context holds; what is no attempt is left out */
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
