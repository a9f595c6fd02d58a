import { sniff } from '../download/fileSignatures';

/** Shorter strings are text, whatever they happen to decode to. */
const BASE64_MIN = 64;
/** No text has so many letters without a space or a full stop. */
const BASE64_CERTAIN = 1_024;
/** The most characters before the comma of a data: URI: a type and some parameters. */
const DATA_URI_HEAD = 500;

/** A file inside the answer itself. */
export interface InlineFile {
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
