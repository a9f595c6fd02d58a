import {
	extensionOf,
	isKnownExtension,
	MIME_TYPES,
	readMimeType,
	type Extension,
} from './mediaTypes';
import { rootElement, sniff } from './fileSignatures';

/** This many first bytes are enough to tell the kind of a file by its signature. */
export const FILE_KIND_BYTES = 512;

export interface FileKind {
	/** Without a dot. */
	extension: string;
	mimeType: string;
}

/** Kinds of documents with elements: `text/xml` is true of them but says too little. */
const MARKUP: ReadonlySet<string> = new Set([
	'dae',
	'dfxp',
	'htm',
	'html',
	'musicxml',
	'svg',
	'ttml',
	'x3d',
	'xhtml',
	'xml',
]);

/** Kinds that are plain text inside: `text/plain` is true of them but says too little. */
const TEXTUAL: ReadonlySet<string> = new Set([
	...MARKUP,
	'ass',
	'csv',
	'gltf',
	'json',
	'md',
	'mtl',
	'obj',
	'ply',
	'srt',
	'ssa',
	'stl',
	'txt',
	'usd',
	'usda',
	'vtt',
]);

/** Types that are true of many kinds. */
const VAGUE: ReadonlySet<string> = new Set([
	'application/json',
	'application/xml',
	'text/html',
	'text/plain',
	'text/xml',
]);

/** What a document is by its first element, if neither the server nor its name say so. */
const BY_ROOT: Readonly<Record<string, Extension>> = {
	collada: 'dae',
	html: 'html',
	'score-partwise': 'musicxml',
	'score-timewise': 'musicxml',
	svg: 'svg',
	tt: 'ttml',
	x3d: 'x3d',
};

/**
 * Decides what kind of file it is: the first bytes win over the server's type, and that over the name in
 * the address. Where the bytes fit several kinds, the name or else the server's type chooses one of them:
 * `.opus` for an Ogg file, `audio/mp4` for what could be a film.
 * @param head the first bytes, `FILE_KIND_BYTES` if it has them
 * @param url where it came from; any string
 */
export function fileKind(head: Uint8Array, contentType: string | undefined, url: string): FileKind {
	const named = extensionOfUrl(url);
	const magic = sniff(head);
	const [first] = magic ?? [];
	const mimeType = readMimeType(contentType);
	const declared = extensionOf(mimeType);
	if (magic && first) {
		const kindFor = (told: string | undefined) => magic.find((extension) => extension === told);
		return kindOf(kindFor(named) ?? kindFor(declared) ?? first);
	}
	const isVague = VAGUE.has(mimeType);
	const isNamed = isKnownExtension(named);
	if (declared && !isVague && !isMistaken(declared, head)) return { extension: declared, mimeType };
	// A type that fits many kinds, or no type: the name is more precise, then the first element.
	if (isNamed && TEXTUAL.has(named) && (isVague || !declared)) return kindOf(named);
	const root = BY_ROOT[rootElement(head) ?? ''];
	if (root) return kindOf(root);
	if (declared) return { extension: declared, mimeType };
	if (isNamed) return kindOf(named);
	return { extension: named || 'bin', mimeType: mimeType || MIME_TYPES.bin };
}

/** @returns true if the declared kind is not made of elements, but the file is */
function isMistaken(declared: string, head: Uint8Array): boolean {
	return isBinaryExtension(declared) && BY_ROOT[rootElement(head) ?? ''] !== undefined;
}

function kindOf(extension: Extension): FileKind {
	return { extension, mimeType: MIME_TYPES[extension] };
}

/** @returns true for kinds that never begin with text; false for unknown kinds */
export function isBinaryExtension(extension: string): boolean {
	return isKnownExtension(extension) && extension !== 'bin' && !TEXTUAL.has(extension);
}

export function isMarkupExtension(extension: string): boolean {
	return MARKUP.has(extension);
}

/** @returns the extension of the path's last part in lower case, or an empty string */
export function extensionOfUrl(url: string): string {
	const path = url.split(/[?#]/, 1)[0] ?? '';
	return (
		/\.([a-z0-9]{1,12})$/i.exec(path.slice(path.lastIndexOf('/') + 1))?.[1]?.toLowerCase() ?? ''
	);
}
