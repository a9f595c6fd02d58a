import { extensionOf, isKnownExtension, MIME_TYPES, readMimeType } from './mediaTypes';
import { looksLikeMarkup, sniff } from './fileSignatures';

export interface FileKind {
	/** Without a dot. */
	extension: string;
	mimeType: string;
}

/** Kinds that are plain text inside, so that `text/plain` is true of them but says too little. */
const TEXTUAL: ReadonlySet<string> = new Set([
	'csv',
	'gltf',
	'json',
	'md',
	'mtl',
	'obj',
	'ply',
	'srt',
	'stl',
	'svg',
	'txt',
	'vtt',
]);

/**
 * Decides what kind of file it is: the first bytes win over the server's word, and that over the name
 * in the address. A name that only says it closer (`.opus` for an Ogg file) is kept.
 * @param head the first bytes, 512 where there are so many
 * @param url where it came from; any string
 */
export function fileKind(head: Uint8Array, contentType: string | undefined, url: string): FileKind {
	const named = extensionOfUrl(url);
	const magic = sniff(head);
	const [first] = magic ?? [];
	if (magic && first) {
		const closer = magic.find((extension) => extension === named) ?? first;
		return { extension: closer, mimeType: MIME_TYPES[closer] };
	}
	const mimeType = readMimeType(contentType);
	const said = extensionOf(mimeType);
	const isVague = mimeType === 'text/plain' || mimeType === 'application/json';
	if (said && !(isVague && TEXTUAL.has(named))) return { extension: said, mimeType };
	if (isKnownExtension(named)) return { extension: named, mimeType: MIME_TYPES[named] };
	return { extension: named || said || 'bin', mimeType: mimeType || MIME_TYPES.bin };
}

/** @returns true for a web page or an XML document where a file was expected, which storages give at 200 */
export function isErrorPage(
	head: Uint8Array,
	contentType: string | undefined,
	url: string,
): boolean {
	if (sniff(head) || ['html', 'svg', 'xml'].includes(extensionOfUrl(url))) return false;
	const isMarkupType = /\b(html|xml)$/.test(readMimeType(contentType).replace('image/svg+xml', ''));
	return isMarkupType || looksLikeMarkup(head);
}

/** @returns the extension of the path's last part in lower case, or an empty string */
function extensionOfUrl(url: string): string {
	const path = url.split(/[?#]/)[0] ?? '';
	return (
		/\.([a-z0-9]{1,12})$/i.exec(path.slice(path.lastIndexOf('/') + 1))?.[1]?.toLowerCase() ?? ''
	);
}
