import { isSet } from '../narrow';
import type { SchemaInput } from './schemaInput';

/**
 * Speech models take a `text` instead of a `prompt`. The content of the prompt field goes there, unless
 * there is a text as well.
 * @param inputs of the model, undefined if unknown
 * @returns the input under the model's names
 */
export function renamePromptToText<Given extends Record<string, unknown>>(
	inputs: readonly SchemaInput[] | undefined,
	given: Given,
): Given {
	const { prompt, ...others } = given;
	const { text } = others;
	if (prompt === undefined || isSet(text)) return given;
	const takes = (name: string) => inputs?.some((input) => input.name === name) === true;
	if (takes('prompt') || !takes('text')) return given;
	return { ...others, text: prompt } as unknown as Given;
}
