import { ROW_TEXT_CHARACTERS } from '../policy';
import { classifyOutputs } from './classifyOutputs';

/**
 * The text that was made, such as a transcript, if a row has exactly one: people do not look for it in a
 * list of addresses. An address, or a file in base64, is not a text, even from a text model; a text of
 * book length stays in `outputs` alone.
 * @param outputs as the API names them
 */
export function textOfOutputs(outputs: unknown): string | undefined {
	const texts = classifyOutputs(outputs).flatMap(({ value, files }) =>
		typeof value === 'string' && files.length === 0 && value.trim() !== '' ? [value] : [],
	);
	const [text, ...others] = texts;
	return others.length === 0 && (text?.length ?? 0) <= ROW_TEXT_CHARACTERS ? text : undefined;
}
