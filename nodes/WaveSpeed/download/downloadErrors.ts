/**
 * What this node says if an output could not be downloaded: what happened, then what to do. No other file
 * words a failed download.
 */

import type { DownloadFailure } from './downloadFailure';
import { DownloadError } from '../errors/errorClasses';
import type { Reason } from '../errors/reasons';
import { redactAddress } from '../errors/redact';
import { formatBytes, formatDuration } from '../errors/inWords';

export interface DownloadErrorContext {
	/** The output's address from the API. */
	url: string;
	receivedBytes: number;
	/** The announced size; undefined if the server announced none. */
	announcedBytes?: number;
	/** How many connections were tried. */
	connections: number;
}

const AGAIN =
	'The prediction is finished and paid: run Get Result with its id to try the download again.';
const RETENTION = 'WaveSpeed keeps outputs for 7 days.';
const REPORT =
	'The prediction is finished and paid: open the address in a browser, or ask WaveSpeed’s support with the prediction’s id.';

/** @returns the error of a download that was given up; the caller adds the prediction's id and outputs */
export function explainDownload(failure: DownloadFailure, at: DownloadErrorContext): DownloadError {
	const { problem, facts } = failure;
	const address = redactAddress(at.url);
	const { reason, why, advice } = explain(failure, at);
	const message = `The output ${address} could not be downloaded: ${why}. ${advice}`;
	return new DownloadError(message, {
		reason,
		url: address,
		problem,
		receivedBytes: at.receivedBytes,
		...(at.announcedBytes !== undefined && { announcedBytes: at.announcedBytes }),
		...(facts.status !== undefined && { httpStatus: facts.status }),
	});
}

interface Explanation {
	/** One word for workflows to branch on. */
	reason: Reason;
	why: string;
	advice: string;
}

function explain({ problem, facts }: DownloadFailure, at: DownloadErrorContext): Explanation {
	const failed = (why: string, advice = AGAIN): Explanation => ({
		reason: 'downloadFailed',
		why,
		advice,
	});
	const times = at.connections === 1 ? '' : ` in the last of ${at.connections} connections`;
	switch (problem) {
		case 'address':
			return { reason: 'addressRefused', ...explainRefusal(facts) };
		case 'blocked':
			return {
				reason: 'addressRefused',
				why: 'the network protection of this n8n does not allow its host',
				advice: `Ask the administrator of this n8n to allow it (N8N_SSRF_PROTECTION_ENABLED and its lists). ${AGAIN}`,
			};
		case 'changed':
			return failed(`the file changed at the server while it was being downloaded${times}`);
		case 'cut':
			return failed(`the server closed the connection ${describeProgress(at)}${times}`);
		case 'damaged':
			return failed(
				`the file arrived incomplete or damaged${times}`,
				`${AGAIN} If it fails again, the file is damaged at the server.`,
			);
		case 'deadline':
			return {
				reason: 'downloadTimeout',
				why: `it was not finished after ${formatDuration(facts.limit ?? 0)} (${describeProgress(at)})`,
				advice: `${AGAIN} If it is always that slow, look at the connection between n8n and the server.`,
			};
		case 'empty':
			return failed(`the server sent no bytes${times}`);
		case 'expired':
			return {
				reason: 'outputExpired',
				why: `the server does not have it any more (HTTP ${facts.status}), and the API named no other address`,
				advice: `${RETENTION} Within that time run Get Result with the prediction’s id; after it the file is gone.`,
			};
		case 'idle':
			return failed(
				`the server sent nothing for ${formatDuration(facts.limit ?? 0)} ${describeProgress(at)}${times}`,
			);
		case 'noAnswer':
			return failed(`the server did not answer within ${formatDuration(facts.limit ?? 0)}${times}`);
		case 'notMedia':
			return failed(`the server sent a web page or an error document instead of the file${times}`);
		case 'redirects':
			return failed(`it was redirected more than ${facts.limit} times`, REPORT);
		case 'status':
			return failed(`the server answered with HTTP ${facts.status}${times}`);
		case 'stopped':
			return {
				reason: 'stopped',
				why: `the execution was stopped ${describeProgress(at)}`,
				advice:
					'The prediction is finished and paid: run Get Result with its id to fetch the file.',
			};
		case 'storage':
			return {
				reason: 'storageFailed',
				why: 'n8n could not store the file',
				advice: `Check the disk space and the binary data settings of this n8n. ${AGAIN}`,
			};
		case 'tooLarge':
			return {
				reason: 'outputTooLarge',
				why:
					at.announcedBytes === undefined
						? `it is larger than the limit of ${formatBytes(facts.limit ?? 0)}`
						: `it has ${formatBytes(at.announcedBytes)}, but the limit is ${formatBytes(facts.limit ?? 0)}`,
				advice:
					'The prediction is finished and paid: raise the limit and run Get Result with its id, or fetch the file at its address.',
			};
		case 'tooMuch':
			return failed(`the server sent more bytes than it had announced${times}`);
		case 'unreachable':
			return failed(
				`its server could not be reached (${facts.networkCode ?? 'no connection'})`,
				`Check that this n8n can reach it. ${AGAIN}`,
			);
	}
}

function explainRefusal(facts: DownloadFailure['facts']): { why: string; advice: string } {
	const what =
		facts.target === undefined
			? 'its address'
			: `it redirects to ${redactAddress(facts.target)}, which`;
	switch (facts.refusal) {
		case 'private':
			return {
				why: `${what} is in a private network, where no output of WaveSpeed can be`,
				advice: `That is allowed only when the Base URL of the credential is private too. ${REPORT}`,
			};
		case 'plainHttp':
			return { why: `${what} is not encrypted (http instead of https)`, advice: REPORT };
		case 'scheme':
			return { why: `${what} is neither https nor http`, advice: REPORT };
		default:
			return { why: `${what} cannot be read`, advice: REPORT };
	}
}

/** The error for an output inside the API's answer. */
export function explainInline(
	problem: 'empty' | 'stopped' | 'storage' | 'tooLarge',
	limitBytes: number,
): DownloadError {
	switch (problem) {
		case 'empty':
			return new DownloadError(
				'The output that came inside WaveSpeed’s answer is not readable as a file. Run Get Result with the prediction’s id to try again, or switch the model’s base64 output off.',
				{ reason: 'downloadFailed', problem },
			);
		case 'stopped':
			return new DownloadError(
				'The output was not stored: the execution was stopped. The prediction is finished and paid: run Get Result with its id to fetch it.',
				{ reason: 'stopped', problem },
			);
		case 'storage':
			return new DownloadError(
				`The output could not be stored by n8n. Check the disk space and the binary data settings of this n8n. ${AGAIN}`,
				{ reason: 'storageFailed', problem },
			);
		case 'tooLarge':
			return new DownloadError(
				`The output that came inside WaveSpeed’s answer is larger than the limit of ${formatBytes(limitBytes)}. The prediction is finished and paid: raise the limit and run Get Result with its id.`,
				{ reason: 'outputTooLarge', problem },
			);
	}
}

/** More files than an output can sensibly have. */
export function tooManyFiles(count: number, limit: number, details: object): DownloadError {
	return new DownloadError(
		`The prediction lists ${count} files, but at most ${limit} are downloaded. It is finished and paid: run Get Result with its id and the option “File: Download Outputs” switched off to get their addresses.`,
		{ ...details, reason: 'tooManyOutputs' },
	);
}

function describeProgress({ receivedBytes, announcedBytes }: DownloadErrorContext): string {
	if (announcedBytes !== undefined && announcedBytes > 0) {
		return `at ${formatBytes(receivedBytes)} of ${formatBytes(announcedBytes)}`;
	}
	return receivedBytes === 0 ? 'before the first byte' : `after ${formatBytes(receivedBytes)}`;
}
