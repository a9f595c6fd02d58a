import { CallFailure } from './callFailure';

/**
 * A connection that was never made. For a POST this is the difference between “try again” and “may
 * have been charged”, so the list holds only what happens before the first byte of a request is sent.
 */
const BEFORE_SENDING = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EADDRNOTAVAIL',
	'EPROTO',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'CERT_NOT_YET_VALID',
	'CERT_UNTRUSTED',
	'ERR_INVALID_URL',
]);

const NETWORK_CODES = new Set([
	'ECONNRESET',
	'ECONNABORTED',
	'EPIPE',
	'ETIMEDOUT',
	'ESOCKETTIMEDOUT',
	'ERR_NETWORK',
	'ERR_BAD_RESPONSE',
	'ERR_CANCELED',
	'ERR_STREAM_PREMATURE_CLOSE',
	'HPE_INVALID_CONSTANT',
	'UND_ERR_SOCKET',
	...BEFORE_SENDING,
]);

/**
 * Tells what a rejected request means. The error itself is never kept: it carries the request's
 * headers, and so the key.
 * @param stopped the execution was cancelled
 */
export function readNetworkFailure(error: unknown, stopped: boolean): CallFailure {
	if (stopped) return new CallFailure('stopped');
	const code = findCode(error);
	if (code !== undefined && BEFORE_SENDING.has(code)) {
		return new CallFailure('notSent', { networkCode: code });
	}
	if (code !== undefined || isAbort(error)) return new CallFailure('noAnswer', { networkCode: code });
	return new CallFailure('noAnswer');
}

/** Looks for the network layer's code in an error and in whatever it was wrapped in. */
function findCode(error: unknown): string | undefined {
	let at: unknown = error;
	for (let depth = 0; depth < 6 && typeof at === 'object' && at !== null; depth++) {
		const { code, cause, errorResponse } = at as Record<string, unknown>;
		if (typeof code === 'string' && (NETWORK_CODES.has(code) || /^HPE_|^ERR_SSL_|^ERR_TLS_/.test(code))) {
			return /^ERR_SSL_/.test(code) ? 'EPROTO' : code;
		}
		at = cause ?? errorResponse;
	}
	return undefined;
}

function isAbort(error: unknown): boolean {
	const name = (error as { name?: unknown } | null)?.name;
	return name === 'AbortError' || name === 'TimeoutError' || name === 'CanceledError';
}
