import { QUOTE_LIMIT_CHARACTERS } from '../policy';
import { hideTokens } from './hideTokens';
import { stripMarkup } from './stripMarkup';

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
	try {
		const url = new URL(address);
		return redact(`${url.protocol}//${url.host}${url.pathname}`);
	} catch {
		return redact(address.split(/[?#]/)[0]);
	}
}
