/** Inputs that say in words what is made, the one that says most first. */
const WORDS_IN = ['prompt', 'text', 'lyrics', 'description', 'query', 'title'];

/** @returns what a prediction was asked for in words, as it was written; '' where it was not */
export function promptText(input: unknown): string {
	if (typeof input !== 'object' || input === null) return '';
	const fields = input as Record<string, unknown>;
	for (const name of WORDS_IN) {
		const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
		if (typeof value === 'string' && value.trim() !== '') return value;
	}
	return '';
}
