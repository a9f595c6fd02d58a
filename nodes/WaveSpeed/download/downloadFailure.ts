import { readNetworkFailure } from '../api/networkFailure';
import { PASSING_REFUSALS } from '../tryAgain';
import type { AddressRefusal } from './checkAddress';

/**
 * Why one attempt at a download did not bring the file. It stays inside `download/`: `downloadErrors.ts`
 * words what the user sees.
 */
export type DownloadProblem =
	/** The address, or one it redirects to, may not be fetched. */
	| 'address'
	/** n8n's own protection against requests to private networks refused it. */
	| 'blocked'
	/** The file changed between two connections. */
	| 'changed'
	/** The connection closed before the last byte. */
	| 'cut'
	/** The bytes arrived, but by the file's own account some are missing, or they cannot be decoded. */
	| 'damaged'
	/** The time for the whole download is over. */
	| 'deadline'
	| 'empty'
	/** 401, 403, 404 or 410, and no fresh address. */
	| 'expired'
	/** Connected, but no byte for too long. */
	| 'idle'
	/** No status line for too long. */
	| 'noAnswer'
	/** A web page or an error document instead of a file. */
	| 'notMedia'
	| 'redirects'
	/** An HTTP status other than 200. */
	| 'status'
	| 'stopped'
	/** n8n could not keep the file, e.g. the disk is full. */
	| 'storage'
	| 'tooLarge'
	/** More bytes than announced. */
	| 'tooMuch'
	/** No connection: refused, name not found, TLS. */
	| 'unreachable';

export interface DownloadFacts {
	/** The HTTP status. */
	status?: number;
	/** From Retry-After; milliseconds. */
	retryAfterMs?: number;
	/** The network layer's code, e.g. ECONNREFUSED. */
	networkCode?: string;
	refusal?: AddressRefusal;
	/** The refused address, if it is not the output's own. */
	target?: string;
	/** The exceeded limit, in bytes or milliseconds. */
	limit?: number;
}

/** Another connection may well bring the file. */
const PASSING: ReadonlySet<DownloadProblem> = new Set([
	'changed',
	'cut',
	'damaged',
	'empty',
	'expired',
	'idle',
	'noAnswer',
	'notMedia',
	'tooMuch',
	'unreachable',
]);

export class DownloadFailure extends Error {
	constructor(
		readonly problem: DownloadProblem,
		readonly facts: DownloadFacts = {},
	) {
		super(`Download failed: ${problem}`);
		this.name = 'DownloadFailure';
	}

	/** True if trying again makes sense. */
	get isPassing(): boolean {
		if (this.problem !== 'status') return PASSING.has(this.problem);
		const { status = 0 } = this.facts;
		return status >= 500 || PASSING_REFUSALS.has(status);
	}
}

/** Turns whatever a request or a body threw into one of our failures. The error itself is never kept. */
export function readFailure(error: unknown): DownloadFailure {
	if (error instanceof DownloadFailure) return error;
	const { code } = (error ?? {}) as { code?: unknown };
	// n8n unpacks compressed bodies itself, even if nobody asked for compression.
	if (typeof code === 'string' && /^Z_|^ERR__ERROR_|^ERR_BROTLI/.test(code))
		return new DownloadFailure('damaged');
	if (isBlocked(error)) return new DownloadFailure('blocked');
	const { kind, facts } = readNetworkFailure(error, false);
	const { networkCode } = facts;
	return new DownloadFailure(
		kind === 'notSent' ? 'unreachable' : 'cut',
		networkCode ? { networkCode } : {},
	);
}

/** Recognisable only by its name, and wrapped if the connection itself resolved the name. */
function isBlocked(error: unknown): boolean {
	let at = error as { name?: unknown; cause?: unknown } | null | undefined;
	for (let depth = 0; depth < 6 && typeof at === 'object' && at !== null; depth++) {
		if (typeof at.name === 'string' && at.name.startsWith('SsrfBlocked')) return true;
		at = at.cause as typeof at;
	}
	return false;
}
