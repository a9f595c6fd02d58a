/** What this node says when an upload has failed. */

import { explainFailure, stopped } from '../api/apiErrors';
import { detailsOf, type CallFailure } from '../api/callFailure';
import {
	InputError,
	UnavailableError,
	type ErrorContext,
	type WaveSpeedError,
} from '../errors/errorClasses';
import { formatBytes } from '../errors/inWords';
import { redact } from '../errors/redact';

/**
 * The application itself rejected the file and said why: HTTP 200 with an envelope such as
 * `{"code":500,"message":"Upload failed: invalid file type"}`, or HTTP 400, 415, 422.
 */
export function isAboutTheFile({ kind, facts }: CallFailure): boolean {
	if (kind !== 'refused' || facts.serverMessage === undefined) return false;
	if ([400, 415, 422].includes(facts.status ?? 0)) return true;
	return facts.inEnvelope === true && ABOUT_A_FILE.test(facts.serverMessage);
}

const ABOUT_A_FILE =
	/\b(?:invalid|unsupported|not (?:supported|allowed|accepted)|disallowed|corrupt|too (?:large|big|small))/i;

/** @param from whether the failure came from the API or from the storage that the API named */
export function explainUpload(
	failure: CallFailure,
	file: { field: string; fileName: string; size: number },
	from: 'api' | 'storage',
	at: ErrorContext,
): WaveSpeedError {
	if (failure.kind === 'stopped') return stopped(at);
	const { status } = failure.facts;
	const name = `The file “${redact(file.fileName)}” in the binary field “${redact(file.field)}”`;
	if (status === 413) {
		return new InputError(
			`${name} is too large for WaveSpeed: it has ${formatBytes(file.size)}. Use a smaller file, or give the address of a public one instead. Nothing was submitted.`,
			{ reason: 'fileTooLarge', field: redact(file.field), httpStatus: status },
		);
	}
	if (from === 'api' && isAboutTheFile(failure)) {
		return new InputError(
			`${name} was rejected by WaveSpeed, which says: “${failure.facts.serverMessage}” Use a file of another type, or give the address of a public one instead. Nothing was submitted.`,
			{ reason: 'uploadRefused', ...detailsOf(failure, at), field: redact(file.field) },
		);
	}
	if (from === 'api') {
		return explainFailure(failure, at).with({
			message: (why) => `${name} could not be uploaded. ${why} Nothing was submitted.`,
			details: { field: redact(file.field) },
		});
	}
	const { serverCode } = failure.facts;
	const why =
		failure.kind === 'refused'
			? `the storage answered with HTTP ${status}${serverCode === undefined ? '' : ` (${redact(serverCode)})`}`
			: failure.kind === 'notSent'
				? 'the storage could not be reached'
				: failure.kind === 'impossible'
					? 'the API named a storage in a private network or without encryption'
					: failure.kind === 'redirected'
						? 'the storage answered with a redirect, which is not followed'
						: 'the connection to the storage broke or took too long';
	return new UnavailableError(
		`${name} could not be uploaded: ${why}. Try again in a few minutes, or give the file’s public address instead. Nothing was submitted.`,
		{
			reason: 'uploadFailed',
			field: redact(file.field),
			...(status !== undefined && { httpStatus: status }),
			...(serverCode !== undefined && { errorCode: serverCode }),
		},
	);
}
