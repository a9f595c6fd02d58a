import { rootElement, sniff } from './fileSignatures';
import { extensionOfUrl, isBinaryExtension, isMarkupExtension } from './fileKind';
import { readMimeType } from './mediaTypes';

/** First elements of web pages. Fragments count: some servers send nothing else. */
const PAGE_ROOTS: ReadonlySet<string> = new Set(['html', 'head', 'body', 'title', 'center', 'h1']);
/** First elements of error documents from storages and services. */
const ERROR_ROOTS: ReadonlySet<string> = new Set([
	'accessdenied',
	'envelope',
	'error',
	'errorresponse',
	'errors',
	'exception',
	'fault',
	'problem',
	'serviceexceptionreport',
]);

/**
 * Recognises what a server sent instead of the file, with a success status: a web page, or a storage's
 * error document. No single sign decides, because some outputs have each of them (a Collada model is XML,
 * a report is HTML, a story may begin with “<?xml”): the file's name, the server's type and its first
 * bytes have to contradict each other.
 * @param head the first bytes of the file, 4 kB if it has them
 * @param url where it came from; its extension says what was requested
 */
export function isErrorPage(
	head: Uint8Array,
	contentType: string | undefined,
	url: string,
): boolean {
	if (sniff(head)) return false;
	const asked = extensionOfUrl(url);
	const declared = readMimeType(contentType);
	const isWordsAsAsked =
		asked !== '' && !isBinaryExtension(asked) && WORDS.has(declared) && !isMarkupExtension(asked);
	// Text was requested and text was sent, whatever it says.
	if (isWordsAsAsked) return false;
	const root = rootElement(head);
	if (root !== undefined && ERROR_ROOTS.has(root)) return true;
	if (root !== undefined && PAGE_ROOTS.has(root)) return !isHtmlExtension(asked);
	if (root === 'svg') return false;
	// Some other document: it is the file unless the request was for something else.
	if (root !== undefined) return isBinaryExtension(asked);
	if (declared.startsWith('application/problem+')) return true;
	// Plain text labelled as a page, such as “Forbidden”.
	if (MARKUP_TYPE.test(declared)) return !isMarkupExtension(asked);
	// {"error": …} instead of a video.
	return declared === 'application/json' && isBinaryExtension(asked) && isJson(head);
}

/** Types of plain text. */
const WORDS: ReadonlySet<string> = new Set([
	'text/plain',
	'text/markdown',
	'text/csv',
	'text/vtt',
	'application/x-subrip',
]);
const MARKUP_TYPE = /^(text|application)\/([\w.-]{1,60}\+)?(x?html|xml)$|^application\/xhtml\+xml$/;

function isHtmlExtension(extension: string): boolean {
	return ['html', 'htm', 'xhtml'].includes(extension);
}

function isJson(head: Uint8Array): boolean {
	return /^\s{0,100}[{[]/.test(Buffer.from(head.subarray(0, 101)).toString('latin1'));
}
