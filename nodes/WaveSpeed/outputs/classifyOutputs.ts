import { filesInside } from './filesInside';
import { OUTPUT_DEPTH, readFile, type OutputKind, type OutputFile } from './outputFile';

/** One output of a prediction. Mostly a file, but some models answer in words or in objects. */
export interface Output {
	/** As it came. */
	value: unknown;
	/** The file or, of an object, the files in it; empty for words. */
	files: OutputFile[];
}

/**
 * Sorts what a prediction's `outputs` holds: a list, a single value or nothing. Order and duplicates are
 * kept, as other lists of the prediction run parallel. Empty entries are dropped.
 * @param answersWith what the model makes, where that is known
 */
export function classifyOutputs(outputs: unknown, answersWith?: OutputKind): Output[] {
	return flatten(outputs, 0).map((value) => ({ value, files: filesOf(value, answersWith) }));
}

function flatten(outputs: unknown, depth: number): unknown[] {
	if (outputs === null || outputs === undefined || outputs === '') return [];
	if (!Array.isArray(outputs) || depth === OUTPUT_DEPTH) return [outputs];
	return outputs.flatMap((entry: unknown) => flatten(entry, depth + 1));
}

function filesOf(value: unknown, answersWith: OutputKind): OutputFile[] {
	// What a text model wrote is words, whatever it looks like: nobody but the model chose the address.
	if (answersWith === 'text') return [];
	if (typeof value === 'object' && value !== null) return filesInside(value, answersWith);
	if (typeof value !== 'string') return [];
	const file = readFile(value, answersWith);
	return file ? [file] : [];
}
