import { sniff } from './fileSignatures';
import { extensionOfUrl, isBinaryExtension, isMarkupExtension } from './fileKind';
import { readMimeType } from './mediaTypes';
import { rootElement } from './rootElement';

/** First elements of web pages. Fragments count: some servers send no more. */
const PAGE_ROOTS: ReadonlySet<string> = new Set(['html', 'head', 'body', 'title', 'center', 'h1']);
/** First elements of what storages and services say when something is wrong. */
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
 * Tells what a server sent instead of the file, with a status that says all is well: a web page, the
 * error document of a storage. No sign decides alone, because every one of them is also that of some
 * output (a Collada model is XML, a report is HTML, a story may begin with “<?xml”): what the file is
 * called, what the server says it is, and what it begins with have to contradict each other.
 * @param head the first bytes of the file, 4 kB where there are so many
 * @param url where it came from; its ending says what was asked for
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
	// Words were asked for and words were sent, whatever they are about.
	if (isWordsAsAsked) return false;
	const root = rootElement(head);
	if (root !== undefined && ERROR_ROOTS.has(root)) return true;
	if (root !== undefined && PAGE_ROOTS.has(root)) return !isHtmlExtension(asked);
	if (root === 'svg') return false;
	// Some other document: it is the file unless something else was asked for.
	if (root !== undefined) return isBinaryExtension(asked);
	if (declared.startsWith('application/problem+')) return true;
	// Words under the label of a page, such as “Forbidden”.
	if (MARKUP_TYPE.test(declared)) return !isMarkupExtension(asked);
	// {"error": …} where a video was asked for.
	return declared === 'application/json' && isBinaryExtension(asked) && isJson(head);
}

/** Types of plain words. */
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
