import { readInlineFile } from './inlineFile';
import { OUTPUT_DEPTH, type OutputKind } from './outputFile';

/**
 * An output for a row's json: unchanged, but with a note in place of each file inside it.
 * @returns the same value if there is none
 */
export function withoutFiles(value: unknown, note: string, answersWith?: OutputKind): unknown {
	// Text is text, whatever it looks like.
	return answersWith === 'text' ? value : replace(value, note, 0);
}

function replace(value: unknown, note: string, depth: number): unknown {
	if (typeof value === 'string') return readInlineFile(value) ? note : value;
	if (typeof value !== 'object' || value === null || depth > OUTPUT_DEPTH) return value;
	const entries = Object.entries(value).map(
		([key, member]) => [key, member, replace(member, note, depth + 1)] as const,
	);
	if (entries.every(([, before, after]) => before === after)) return value;
	const replaced = entries.map(([key, , after]) => [key, after] as const);
	return Array.isArray(value) ? replaced.map(([, after]) => after) : Object.fromEntries(replaced);
}
