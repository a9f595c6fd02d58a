import { isSet } from '../narrow';
import type { SchemaInput } from './schemaInput';

/**
 * Models that speak take a `text` where others take a `prompt`. What stands in the field for the prompt
 * is meant for it, unless a text is given as well.
 * @param inputs of the model, undefined where they are not known
 * @returns the input under the names that the model has
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
