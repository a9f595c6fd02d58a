/** What the first bytes of a file say about its kind. */

import type { Extension } from './mediaTypes';

/**
 * Recognises a file's type by its first bytes, which cannot lie as a header or a name can.
 * @param head the first 64 bytes or more
 * @returns the extensions of files of this kind, the usual one first; undefined for an unknown kind
 */
export function sniff(head: Uint8Array): readonly Extension[] | undefined {
	const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 512));
	const text = bytes.toString('latin1');
	const found = SIGNATURES.find(([signature]) =>
		typeof signature === 'string' ? text.startsWith(signature) : signature.test(text),
	);
	if (found) return found[1];
	if (bytes.length >= 9 && isSafetensors(bytes)) return ['safetensors'];
	return undefined;
}

/**
 * Bytes as Latin-1 characters. The first match wins. Where a signature is made of letters, the bytes beside
 * it must be none: a text may begin with “The wide river” or “ID3 tags”.
 */
const SIGNATURES: ReadonlyArray<readonly [string | RegExp, readonly Extension[]]> = [
	[/^.{4}ftypqt {2}/s, ['mov']],
	[/^.{4}ftyp(M4A|M4B|F4A)/s, ['m4a']],
	[/^.{4}ftyp(avif|avis)/s, ['avif']],
	[/^.{4}ftyp(heic|heix|hevc|mif1|msf1)/s, ['heic']],
	[/^.{4}ftyp/s, ['mp4', 'm4v', 'mov', 'm4a']],
	// Each has its size before it: `wide` always 8, the others, up to half a gigabyte, a control character.
	['\0\0\0\x08wide', ['mov', 'mp4']],
	[/^\p{Cc}.{3}(?:moov|mdat)/su, ['mov', 'mp4']],
	[/^.\x45\xdf\xa3.{0,40}webm/s, ['webm']],
	['\x1a\x45\xdf\xa3', ['mkv', 'webm']],
	[/^RIFF.{4}AVI /s, ['avi']],
	[/^RIFF.{4}WAVE/s, ['wav']],
	[/^RIFF.{4}WEBP/s, ['webp']],
	['\x89PNG\r\n\x1a\n', ['png']],
	['\xff\xd8\xff', ['jpg', 'jpeg']],
	[/^GIF8[79]a(?![\t\n\r -~]{4})/, ['gif']],
	[/^BM.{4}\0\0\0\0/s, ['bmp']],
	['II*\0', ['tiff', 'tif']],
	['MM\0*', ['tiff', 'tif']],
	['OggS\0', ['ogg', 'opus', 'ogv']],
	[/^fLaC[\0\x80]/, ['flac']],
	[/^ID3(?!\s)\p{Cc}/u, ['mp3']],
	// The frame headers of ADTS and of MPEG layer 3: eleven set bits, then a valid layer.
	[/^\xff[\xf0\xf1\xf8\xf9]/, ['aac']],
	[/^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/, ['mp3']],
	[/^glTF(?!\s)\p{Cc}/u, ['glb']],
	[/^ply\r?\n/, ['ply']],
	['PK\x03\x04', ['zip', 'usdz', 'mxl', '3mf', 'epub']],
	['\x1f\x8b', ['gz', 'spz']],
	['%PDF-', ['pdf']],
	['FLV\x01', ['flv']],
];

/** The length of a JSON header as a 64-bit number, then the header. */
function isSafetensors(bytes: Buffer): boolean {
	return bytes.readBigUInt64LE(0) < 100_000_000n && bytes.toString('latin1', 8, 10) === '{"';
}

/** How far into a document to look for its first element. */
const LOOK_INTO_BYTES = 4_096;

/**
 * The name of the first element of an XML or HTML document, after anything that may precede it:
 * declaration, comments, document type (with or without its own declarations).
 * @param head the first bytes; one pass, whatever they are
 * @returns in lower case and without a namespace prefix; an empty string for markup whose first element
 * does not come within 4 kB; undefined if it is not markup
 */
export function rootElement(head: Uint8Array): string | undefined {
	// Most files are not text: none of their bytes are decoded.
	if (!mayBeginWithElement(head)) return undefined;
	const text = decode(head);
	let at = skipSpace(text, text.startsWith('\ufeff') ? 1 : 0);
	if (text[at] !== '<') return undefined;
	for (;;) {
		const start = at;
		if (text.startsWith('<?', at)) at = after(text, '?>', at + 2);
		else if (text.startsWith('<!--', at)) at = after(text, '-->', at + 4);
		else if (text.startsWith('<!', at)) at = afterDoctype(text, at + 2);
		else return readName(text, at + 1) ?? (start === 0 ? undefined : '');
		at = skipSpace(text, at);
		if (at >= text.length) return '';
		if (text[at] !== '<') return readDoctype(text);
	}
}

/** HTML may have text instead of a first element; only its document type then says what it is. */
function readDoctype(text: string): string {
	return /<!doctype html\b/i.test(text.slice(0, 200)) ? 'html' : '';
}

/** @returns false unless the first byte after encoding marks and blanks is `<` */
function mayBeginWithElement(head: Uint8Array): boolean {
	let at = 0;
	while (at < head.length && MARKS_AND_BLANKS.has(head[at] ?? 0)) at++;
	return head[at] === 0x3c;
}

/** UTF-16's and UTF-8's byte order marks, tab, line feed, form feed, carriage return, space. */
const MARKS_AND_BLANKS: ReadonlySet<number> = new Set([
	0xff, 0xfe, 0xef, 0xbb, 0xbf, 9, 10, 12, 13, 32,
]);

function decode(head: Uint8Array): string {
	const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, LOOK_INTO_BYTES));
	return bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8');
}

function skipSpace(text: string, from: number): number {
	let at = from;
	while (at < text.length && ' \t\r\n\f'.includes(text[at] ?? '-')) at++;
	return at;
}

function after(text: string, end: string, from: number): number {
	const at = text.indexOf(end, from);
	return at < 0 ? text.length : at + end.length;
}

/** A document type may hold declarations in brackets, which contain their own closing signs. */
function afterDoctype(text: string, from: number): number {
	let depth = 0;
	for (let at = from; at < text.length; at++) {
		const character = text[at];
		if (character === '[') depth++;
		else if (character === ']') depth--;
		else if (character === '>' && depth <= 0) return at + 1;
	}
	return text.length;
}

/** @returns undefined if no element begins here, as in “< 5 minutes” */
function readName(text: string, from: number): string | undefined {
	const name = /^[a-z_][\w.:-]{0,100}/i.exec(text.slice(from, from + 101))?.[0];
	return name?.slice(name.lastIndexOf(':') + 1).toLowerCase();
}
