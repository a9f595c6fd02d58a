import { extensionOfUrl } from '../download/fileKind';
import { sniff } from '../download/fileSignatures';
import { isKnownExtension } from '../download/mediaTypes';
import { parseUrl } from '../parseUrl';
import { OUTPUT_ADDRESS_LIMIT_CHARACTERS } from '../policy';

/** A file of an output: its address, or the file itself. */
export type OutputFile = { kind: 'address'; url: string } | ({ kind: 'inline' } & InlineFile);

/**
 * What a model is known to return. If a model returns text, an address in it is text; if it makes files,
 * a doubtful string is an address.
 */
export type OutputKind = 'files' | 'text' | undefined;

/** How deep to look into nested lists and objects. */
export const OUTPUT_DEPTH = 4;

/** @returns undefined for text */
export function readFile(text: string, answersWith?: OutputKind): OutputFile | undefined {
	if (isFileAddress(text, answersWith === 'files')) return { kind: 'address', url: text.trim() };
	const inline = readInlineFile(text);
	return inline && { kind: 'inline', ...inline };
}

/**
 * Whether a text is the address of a file, and not a sentence with an address. Addresses contain whatever
 * their servers named the files: spaces, umlauts and brackets.
 * @param isExpected the model is known to make files; otherwise an address with a space must end like a
 * file, because a sentence may begin with an address too
 */
function isFileAddress(text: string, isExpected = false): boolean {
	if (text.length > OUTPUT_ADDRESS_LIMIT_CHARACTERS) return false;
	const address = text.trim();
	const start = /^https?:\/\//i.exec(address)?.[0].length;
	if (start === undefined || !parseUrl(address)) return false;
	if (!/\s/.test(address)) return true;
	// One line, one address, and a host without a space.
	if (/[\r\n\t]/.test(address) || /https?:\/\//i.test(address.slice(start))) return false;
	if (/\s/.test(/^[^/?#]*/.exec(address.slice(start))?.[0] ?? '')) return false;
	return isExpected || isKnownExtension(extensionOfUrl(address)) || endsLikeFile(address);
}

/** A file name in the query, as in `?filename=my cat.mp4`. */
function endsLikeFile(address: string): boolean {
	return isKnownExtension(
		/\.([a-z0-9]{1,12})$/i.exec(address.slice(-20))?.[1]?.toLowerCase() ?? '',
	);
}

/** Shorter strings are text, whatever they happen to decode to. */
const BASE64_MIN = 64;
/** No text has so many letters without a space or a full stop. */
const BASE64_CERTAIN = 1_024;
/** The most characters before the comma of a data: URI: a type and some parameters. */
const DATA_URI_HEAD = 500;

/** A file inside the answer itself. */
interface InlineFile {
	base64: string;
	/** Only if a data: URI says it. */
	mimeType?: string;
}

/** @returns undefined unless it is a whole file in base64 */
export function readInlineFile(text: string): InlineFile | undefined {
	return readDataUri(text) ?? (isBase64(text) ? { base64: text } : undefined);
}

function readDataUri(text: string): InlineFile | undefined {
	const head = text.slice(0, DATA_URI_HEAD).trimStart();
	if (!/^data:/i.test(head)) return undefined;
	const comma = head.indexOf(',');
	const [type = '', ...parameters] = head.slice('data:'.length, Math.max(comma, 0)).split(';');
	if (comma < 0 || parameters.at(-1)?.toLowerCase() !== 'base64') return undefined;
	if (type !== '' && !/^[\w.+-]+\/[\w.+-]+$/.test(type)) return undefined;
	return {
		base64: text.slice(text.indexOf(',') + 1),
		...(type !== '' && { mimeType: type.toLowerCase() }),
	};
}

/** Base64 has no marker: it counts if it decodes to a known kind of file, or if no text looks like it. */
function isBase64(text: string): boolean {
	if (text.length < BASE64_MIN || !/^[\w+/-]+$/.test(text.slice(0, BASE64_MIN))) return false;
	return (
		(text.length >= BASE64_CERTAIN ||
			sniff(Buffer.from(text.slice(0, BASE64_MIN), 'base64')) !== undefined) &&
		hasNothingElse(text)
	);
}

/** Reads each character once: a pattern would try every way to divide the line breaks at the end. */
function hasNothingElse(text: string): boolean {
	let padding = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === LINE_FEED || code === CARRIAGE_RETURN) continue;
		if (code === EQUALS) padding++;
		// Blanks occur only at the very end.
		else if (code === SPACE || code === TAB) return padding <= 2 && text.slice(at).trim() === '';
		else if (padding > 0 || !isLetterOfBase64(code)) return false;
	}
	return padding <= 2;
}

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const EQUALS = 61;

/** A–Z a–z 0–9 + / and, in the URL-safe alphabet, - _ */
function isLetterOfBase64(code: number): boolean {
	if (code >= 97) return code <= 122;
	if (code >= 65) return code <= 90 || code === 95;
	return (code >= 47 && code <= 57) || code === 43 || code === 45;
}
