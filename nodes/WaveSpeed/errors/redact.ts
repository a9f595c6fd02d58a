import { parseUrl } from '../parseUrl';
import { QUOTE_LIMIT_CHARACTERS } from '../policy';

/** Anything a terminal or a browser could act on: control and formatting characters, unusual line ends. */
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
const ADDRESS = /[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'<>]*/gi;
const WEBHOOK_SECRET = /\bwhsec_[\w+/=-]+/g;

/**
 * Makes a text from outside safe to show: plain, on one line, short, without credentials and without the
 * query of an address (a signed query opens the file to anybody who reads the log).
 * @param secrets values that must not appear in any form, e.g. the API key
 */
export function redact(text: unknown, secrets: readonly string[] = []): string {
	// Before anything is cut: half a key is still half a key.
	let plain = hide(String(text ?? ''), secrets);
	// Bounded, because patterns over a megabyte from outside would block the process.
	plain = plain.slice(0, 20 * QUOTE_LIMIT_CHARACTERS);
	plain = plain
		.replace(ADDRESS, withoutSecretParts)
		.replace(WEBHOOK_SECRET, '[hidden]')
		.replace(/\s+/g, ' ');
	plain = stripMarkup(hideTokens(plain))
		.replace(CONTROL, ' ')
		.replace(/[<>]/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	if (plain.length <= QUOTE_LIMIT_CHARACTERS) return plain;
	return `${plain.slice(0, QUOTE_LIMIT_CHARACTERS - 1).trimEnd()}…`;
}

/** An address without user, password, query and fragment. */
function withoutSecretParts(address: string): string {
	const begin = address.indexOf('://') + 3;
	const [plain = ''] = address.slice(begin).split(/[?#]/, 1);
	const slash = plain.indexOf('/');
	const authority = slash < 0 ? plain : plain.slice(0, slash);
	const host = authority.slice(authority.lastIndexOf('@') + 1);
	return address.slice(0, begin) + host + plain.slice(authority.length);
}

const SHORTEST_SECRET = 4;
/** Fewer characters of base64 would be found by accident in ordinary words. */
const SHORTEST_FORM = 6;

function hide(text: string, secrets: readonly string[]): string {
	let hidden = text;
	for (const secret of secrets) {
		if (secret.length < SHORTEST_SECRET) continue;
		for (const form of formsOf(secret))
			if (form === secret || form.length >= SHORTEST_FORM)
				hidden = hidden.split(form).join('[hidden]');
	}
	return hidden;
}

/** The secret itself, encoded for an address, in hexadecimal, and in base64 at any offset. */
function formsOf(secret: string): Set<string> {
	const bytes = Buffer.from(secret);
	const inBase64 = [0, 1, 2].map((offset) => {
		const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
		// The characters at both ends also carry bits of the neighbours, so the comparison leaves them
		// out.
		const from = Math.ceil((offset * 8) / 6);
		return encoded.slice(from, Math.floor(((offset + bytes.length) * 8) / 6));
	});
	const forAddresses = inBase64.map((form) => form.replace(/\+/g, '-').replace(/\//g, '_'));
	const percent = encodeURIComponent(secret);
	return new Set([
		secret,
		percent,
		percent.replace(/%../g, (code) => code.toLowerCase()),
		bytes.toString('hex'),
		...inBase64,
		...forAddresses,
	]);
}

/** An address for a message: origin and path, never user, password, query or fragment. */
export function redactAddress(address: string): string {
	const url = parseUrl(address);
	return redact(url ? `${url.protocol}//${url.host}${url.pathname}` : address.split(/[?#]/)[0]);
}

/** What precedes a secret, with the signs between: `Authorization: `, `api_key="`. */
const SECRET_NAME = /(?:bearer|basic|authorization|api[-_ ]?key|token|secret)["' :=]{0,6}/gi;
/** Shorter words after such a name are ordinary ones: “the token is wrong”. */
const SHORTEST_TOKEN = 8;
const OF_A_TOKEN = /[\w\-.~+/=]/;
/** And so are longer ones, after nothing but a blank: “Invalid API key provided.” */
const NAME_AND_BLANK = /^(?!bearer).{1,20}\w $/i;
const ORDINARY_WORD = /^[A-Za-z][a-z]{6,14}\.?$/;

/**
 * Hides anything that follows a word such as “Bearer” and looks like a key, no matter whose. One pass: a
 * pattern for the whole of it would backtrack.
 * @param text on one line, with single blanks
 */
function hideTokens(text: string): string {
	const parts: string[] = [];
	let kept = 0;
	SECRET_NAME.lastIndex = 0;
	for (let named = SECRET_NAME.exec(text); named; named = SECRET_NAME.exec(text)) {
		const begin = SECRET_NAME.lastIndex;
		// “Authorization: Bearer …”: two names before one token.
		const from = /^bearer /i.test(text.slice(begin, begin + 7)) ? begin + 7 : begin;
		let end = from;
		while (end < text.length && OF_A_TOKEN.test(text.charAt(end))) end++;
		const isWord =
			from === begin && NAME_AND_BLANK.test(named[0]) && ORDINARY_WORD.test(text.slice(from, end));
		if (end - from >= SHORTEST_TOKEN && !isWord) {
			parts.push(text.slice(kept, begin), '[hidden]');
			kept = end;
			SECRET_NAME.lastIndex = end;
		}
	}
	parts.push(text.slice(kept));
	return parts.join('');
}

/** Elements whose content is not text either. */
const WITHOUT_TEXT = ['script', 'style'] as const;

/**
 * Replaces each tag with a blank, and a script or style together with its content. One pass: a pattern
 * for the same would try the rest of the text again at every `<`.
 */
function stripMarkup(text: string): string {
	// Only these letters: others, such as İ, become longer, and every place behind them would be wrong.
	const lower = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
	const parts: string[] = [];
	/** Where each such element ends next, as far as that is known. */
	const ends = new Map<string, number>();
	let kept = 0;
	for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
		const end = endOfElement(lower, at, ends) ?? endOfTag(text, at);
		if (end === undefined) {
			at++;
			continue;
		}
		parts.push(text.slice(kept, at));
		kept = end;
		at = end;
	}
	parts.push(text.slice(kept));
	return parts.join(' ');
}

function endOfTag(text: string, at: number): number | undefined {
	for (let end = at + 1; end < text.length; end++) {
		if (text[end] === '>') return end + 1;
		if (text[end] === '<') return undefined;
	}
	return undefined;
}

function endOfElement(lower: string, at: number, ends: Map<string, number>): number | undefined {
	const name = WITHOUT_TEXT.find(
		(one) => lower.startsWith(one, at + 1) && !/\w/.test(lower.charAt(at + 1 + one.length)),
	);
	if (name === undefined) return undefined;
	let close = ends.get(name) ?? 0;
	if (close >= 0 && close <= at) close = lower.indexOf(`</${name}`, at);
	// Without an end it is an ordinary tag, here and for all that follow.
	ends.set(name, close);
	return close < 0 ? undefined : endOfTag(lower, close);
}
