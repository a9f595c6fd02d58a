import { isFileAddress } from './fileAddress';
import { readInlineFile, type InlineFile } from './inlineFile';

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
