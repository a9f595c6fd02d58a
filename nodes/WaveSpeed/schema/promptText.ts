/** Inputs that hold a prompt, the most telling first. */
const WORDS_IN = ['prompt', 'text', 'lyrics', 'description', 'query', 'title'];

/** @returns the prompt of a prediction, unchanged; '' if there is none */
export function promptText(input: unknown): string {
	if (typeof input !== 'object' || input === null) return '';
	const fields = input as Record<string, unknown>;
	for (const name of WORDS_IN) {
		const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
		if (typeof value === 'string' && value.trim() !== '') return value;
	}
	return '';
}
