import { isFileAddress } from './fileAddress';
import { readInlineFile, type InlineFile } from './inlineFile';

/** A file of an output: where it is, or the file itself. */
export type OutputFile = { kind: 'address'; url: string } | ({ kind: 'inline' } & InlineFile);

/**
 * What a model is known to answer with. Only a model that answers in words makes an address mean words,
 * and only one that makes files makes a doubtful string an address.
 */
export type OutputKind = 'files' | 'text' | undefined;

/** How deep lists in lists, and objects in objects, are looked into. */
export const OUTPUT_DEPTH = 4;

/** @returns undefined for words */
export function readFile(text: string, answersWith?: OutputKind): OutputFile | undefined {
	if (isFileAddress(text, answersWith === 'files')) return { kind: 'address', url: text.trim() };
	const inline = readInlineFile(text);
	return inline && { kind: 'inline', ...inline };
}
