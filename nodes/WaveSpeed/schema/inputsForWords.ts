/** Inputs that hold words: what models call them, and how to find them. */

import { isSet } from '../narrow';
import type { SchemaInput } from './schemaInput';

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

/**
 * What models call the input for the words of a field: in place of a `prompt`, speech models have a `text`,
 * and music models `tags` or a `description`. A model's input is the first that it has: one that has both
 * speaks the text in a voice that the prompt describes.
 */
export const INPUTS_FOR_WORDS: Readonly<Record<'prompt' | 'text' | 'lyrics', readonly string[]>> = {
	prompt: ['prompt', 'text', 'tags', 'description'],
	text: ['text', 'prompt'],
	lyrics: ['lyrics', 'lyrics_prompt', 'lyric'],
};

/** @returns the model's name for a prompt, a text to speak, or lyrics; undefined if it takes none */
export function nameOfWords(
	inputs: readonly SchemaInput[] | undefined,
	words: keyof typeof INPUTS_FOR_WORDS,
): string | undefined {
	return INPUTS_FOR_WORDS[words].find((one) => inputs?.some(({ name }) => name === one));
}

/**
 * Gives a prompt, a text and lyrics the names that the model has for them, unless that input has a value
 * as well.
 * @param inputs of the model, undefined if unknown
 * @returns the input under the model's names
 */
export function renameWords<Given extends Record<string, unknown>>(
	inputs: readonly SchemaInput[] | undefined,
	given: Given,
): Given {
	let renamed: Record<string, unknown> = given;
	for (const usual of ['text', 'prompt', 'lyrics'] as const) {
		const { [usual]: words, ...others } = renamed;
		const name = nameOfWords(inputs, usual);
		if (words === undefined || name === undefined || isSet(renamed[name])) continue;
		renamed = { ...others, [name]: words };
	}
	return renamed as Given;
}
