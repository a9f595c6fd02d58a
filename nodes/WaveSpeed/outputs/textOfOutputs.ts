import { ROW_TEXT_CHARACTERS } from '../policy';
import { classifyOutputs } from './classifyOutputs';

/**
 * The words that were made, such as a transcript, where a row has exactly one text: nobody looks for them
 * in a list of addresses. What is an address, or a file as base64, is no text, even from a model that
 * answers in words; a text of book length stays in `outputs` alone.
 * @param outputs as the API names them
 */
export function textOfOutputs(outputs: unknown): string | undefined {
	const texts = classifyOutputs(outputs).flatMap(({ value, files }) =>
		typeof value === 'string' && files.length === 0 && value.trim() !== '' ? [value] : [],
	);
	const [text, ...others] = texts;
	return others.length === 0 && (text?.length ?? 0) <= ROW_TEXT_CHARACTERS ? text : undefined;
}
