import { redact } from '../errors/redact';
import { CallFailure } from './callFailure';

/**
 * The system calls that can fail before a connection exists. ECONNREFUSED, EHOSTUNREACH or ETIMEDOUT
 * alone prove nothing: Linux also reports the last two for a connection in use.
 */
const BEFORE_A_CONNECTION: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo']);

/** Codes that never end a connection in use, for hosts that keep the code but lose the system call. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EADDRNOTAVAIL',
	'ERR_INVALID_URL',
	// Node.js reports these for a request that it cannot even write.
	'ERR_HTTP_INVALID_HEADER_VALUE',
	'ERR_INVALID_CHAR',
	'ERR_INVALID_HTTP_TOKEN',
	'ERR_INVALID_PROTOCOL',
	'ERR_UNESCAPED_CHARACTERS',
	'UND_ERR_CONNECT_TIMEOUT',
]);

/** Node checks the certificate before it sends the first byte of a request. */
const CERTIFICATE: ReadonlySet<string> = new Set([
	'CERT_CHAIN_TOO_LONG',
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'CERT_REJECTED',
	'CERT_REVOKED',
	'CERT_SIGNATURE_FAILURE',
	'CERT_UNTRUSTED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'HOSTNAME_MISMATCH',
	'INVALID_CA',
	'INVALID_PURPOSE',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/**
 * OpenSSL's words for failures in a handshake. Its other reasons, such as a bad record or an unexpected
 * end, can also end a connection that has carried the request.
 */
const HANDSHAKE =
	/^ERR_SSL_(WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE|NO_SHARED_CIPHER|NO_CIPHERS_AVAILABLE|VERSION_TOO_LOW|DH_KEY_TOO_SMALL|CERTIFICATE_VERIFY_FAILED|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|TLSV1_UNRECOGNIZED_NAME|TLSV1_ALERT_PROTOCOL_VERSION|TLSV1_ALERT_INSUFFICIENT_SECURITY|SSLV3_ALERT_HANDSHAKE_FAILURE|SSL\/TLS_ALERT_HANDSHAKE_FAILURE|TLSV1_ALERT_UNKNOWN_CA)$/;

/** n8n's own refusals, made before it opens a socket. */
const NOT_ALLOWED: ReadonlySet<unknown> = new Set([
	'SsrfBlockedHostnameError',
	'SsrfBlockedIpError',
]);

/** How deep to look into an error: n8n wraps the HTTP library's error, which wraps the socket's. */
const CAUSES = 8;

/**
 * Says what a rejected request means. The error itself is never kept: it carries the request's headers,
 * and so the key.
 * @param stopped the execution was cancelled
 * @param given whether the request was given the key, the last step before n8n's HTTP library gets it:
 * without the key, an error that is not the network's is n8n's own, and nothing was sent. Undefined if
 * that is not known
 */
export function readNetworkFailure(error: unknown, stopped: boolean, given?: boolean): CallFailure {
	const layers = [...layersOf(error)];
	const isOwn = given === false && !layers.some(isOfTheNetwork);
	if (stopped) return new CallFailure('stopped', isOwn ? { beforeSending: true } : {});
	if (layers.some(isNotAllowed)) return new CallFailure('impossible');
	if (isOwn) return new CallFailure('impossible', { n8nMessage: wordsOf(layers) });
	const innermost = [...layers].reverse().find(({ code }) => isNetworkCode(code));
	const networkCode = innermost?.code as string | undefined;
	const facts = networkCode === undefined ? {} : { networkCode };
	return new CallFailure(layers.some(isBeforeSending) ? 'notSent' : 'noAnswer', facts);
}

type Layer = Record<string, unknown>;

function* layersOf(error: unknown): Generator<Layer> {
	let at: unknown = error;
	for (let depth = 0; depth < CAUSES && typeof at === 'object' && at !== null; depth++) {
		const layer = at as Layer;
		yield layer;
		at = layer.cause ?? layer.errorResponse;
	}
}

/** Names of errors that end a request from outside, or that the HTTP library throws. */
const ENDS: ReadonlySet<unknown> = new Set([
	'AbortError',
	'AxiosError',
	'CallEnded',
	'CanceledError',
	'TimeoutError',
]);

/** Any sign of a socket or of the HTTP library outweighs what n8n reported. */
function isOfTheNetwork({ code, errors, isAxiosError, name, response, syscall }: Layer): boolean {
	return (
		isNetworkCode(code) ||
		syscall !== undefined ||
		isAxiosError === true ||
		ENDS.has(name) ||
		response !== undefined ||
		Array.isArray(errors)
	);
}

/** n8n's own message about a request that it did not send: the innermost says what is wrong. */
function wordsOf(layers: Layer[]): string | undefined {
	const words = layers.map(({ message }) => message).filter((one) => typeof one === 'string');
	return redact(words.at(-1)) || undefined;
}

function isBeforeSending({ code, errors, syscall }: Layer): boolean {
	if (BEFORE_A_CONNECTION.has(syscall)) return true;
	// Several addresses were tried (Node's family autoselection); perhaps none was connected.
	if (Array.isArray(errors) && errors.length > 0) {
		return errors.every((one: unknown) =>
			BEFORE_A_CONNECTION.has((one as { syscall?: unknown } | null)?.syscall),
		);
	}
	if (typeof code !== 'string') return false;
	// A write that OpenSSL refused never left; a read error may come after the request was sent.
	if (code === 'EPROTO') return syscall === 'write';
	return NEVER_CONNECTED.has(code) || CERTIFICATE.has(code) || HANDSHAKE.test(code);
}

/** Anything in the form of a code of Node, its TLS or its HTTP parser; never words from a server. */
function isNetworkCode(code: unknown): boolean {
	return (
		typeof code === 'string' &&
		(CERTIFICATE.has(code) ||
			/^(E[A-Z_]{3,30}|ERR_[A-Z0-9_/]{2,60}|HPE_[A-Z_]{2,40}|UND_ERR_[A-Z_]{2,40})$/.test(code))
	);
}

function isNotAllowed({ name, message }: Layer): boolean {
	return (
		NOT_ALLOWED.has(name) ||
		(typeof message === 'string' && message.startsWith('Domain not allowed: '))
	);
}
