import { filesInside } from './filesInside';
import { OUTPUT_DEPTH, readFile, type OutputKind, type OutputFile } from './outputFile';

/** One output of a prediction. Mostly a file, but some models return text or objects. */
export interface Output {
	/** Unchanged. */
	value: unknown;
	/** The file, or all files in an object; empty for text. */
	files: OutputFile[];
}

/**
 * Sorts the contents of a prediction's `outputs`: a list, a single value or nothing. It keeps order and
 * duplicates, as other lists of the prediction run parallel, and drops empty entries.
 * @param answersWith what the model makes, if known
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
	// The output of a text model is text, whatever it looks like: the model itself wrote the address.
	if (answersWith === 'text') return [];
	if (typeof value === 'object' && value !== null) return filesInside(value, answersWith);
	if (typeof value !== 'string') return [];
	const file = readFile(value, answersWith);
	return file ? [file] : [];
}
