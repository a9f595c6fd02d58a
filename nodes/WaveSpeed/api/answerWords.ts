/**
 * Finds the error text in an answer: a string, an object with `message` or `msg`, or a list of such
 * objects.
 * @param isNone recognises texts without content
 * @returns undefined if there is no text
 */
export function readWords(
	value: unknown,
	isNone: (words: string) => boolean = () => false,
): string | undefined {
	if (Array.isArray(value)) {
		const words = value.slice(0, ENTRIES_READ).flatMap((entry) => wordsOf(entry) ?? []);
		return words.length > 0 ? words.join('; ') : undefined;
	}
	const words = typeof value === 'string' ? value : wordsOf(value);
	if (words === undefined || words.trim() === '' || isNone(words)) return undefined;
	return words;
}

/** Messages show even less of it. */
const ENTRIES_READ = 20;

function wordsOf(entry: unknown): string | undefined {
	if (typeof entry !== 'object' || entry === null) return undefined;
	const { message, msg, detail, error } = entry as Record<string, unknown>;
	return [message, msg, detail, error].find((words) => typeof words === 'string') as
		| string
		| undefined;
}
