import { QUOTE_LIMIT_CHARACTERS } from '../policy';

const MARKUP = /<(script|style)\b[\s\S]*?<\/\1\s*>|<[^<>]*>/gi;
/** Everything a terminal or a browser could act on: control and formatting characters, odd line ends. */
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
const ADDRESS = /\b([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/?#@"'<>]*@)?([^\s?#"'<>]*)(?:[?#][^\s"'<>]*)?/gi;
const BEARER = /\b(bearer|basic|authorization|api[-_ ]?key|token|secret)(["']?\s*[:=]?\s*["']?)(?:bearer\s+)?[\w\-.~+/=]{8,}/gi;
const WEBHOOK_SECRET = /\bwhsec_[\w+/=-]+/g;

/**
 * Makes a text from outside fit to be shown: plain, one line, short, without credentials and without
 * the query of an address (a signed query opens the file to whoever reads the log).
 * @param secrets values that must not appear whatever they look like, e.g. the API key
 */
export function quote(text: unknown, secrets: readonly string[] = []): string {
	// Bounded first: patterns over a megabyte from outside would block the process.
	let plain = String(text ?? '').slice(0, 20 * QUOTE_LIMIT_CHARACTERS);
	for (const secret of secrets) {
		if (secret.length < 4) continue;
		for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
			plain = plain.split(form).join('[hidden]');
		}
	}
	plain = plain
		.replace(ADDRESS, '$1$2')
		.replace(WEBHOOK_SECRET, '[hidden]')
		.replace(BEARER, '$1$2[hidden]')
		.replace(MARKUP, ' ')
		.replace(CONTROL, ' ')
		.replace(/[<>]/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	if (plain.length <= QUOTE_LIMIT_CHARACTERS) return plain;
	return `${plain.slice(0, QUOTE_LIMIT_CHARACTERS - 1).trimEnd()}…`;
}

/** An address for a message: origin and path, never user, password, query or fragment. */
export function quoteAddress(address: string): string {
	try {
		const url = new URL(address);
		return quote(`${url.protocol}//${url.host}${url.pathname}`);
	} catch {
		return quote(address.split(/[?#]/)[0]);
	}
}
