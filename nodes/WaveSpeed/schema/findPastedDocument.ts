import { productOf } from '../models/kindOfWork';
import type { Model } from '../models/model';
import { problem, type InputProblem } from './inputProblem';
import type { FieldOfWords } from './readGivenInput';

/**
 * Twice the longest prompt that a model of pictures or videos in the catalogue of March 2026 states as its
 * limit. Most state none, and are paid for whatever they are sent.
 */
const PROMPT_LIMIT_CHARACTERS = 10_000;

/**
 * An HTML tag at the beginning, as in articles of feeds and pages that the HTTP Request node reads. Tags
 * such as `<style>`, which people also use to structure a prompt, are not among them.
 */
const BEGINS_WITH_TAG =
	/^\s{0,99}<(?:!doctype|!--|a|blockquote|br|div|figure|h[1-6]|html|iframe|img|li|meta|ol|p|span|strong|table|ul)(?![a-z\d])/i;

/**
 * Finds a prompt for a picture, a video or a 3D file that has most likely arrived by mistake: a whole
 * document, or HTML. Models of speech and text read both.
 * @param fieldOf tells where the prompt was entered; in “Input (JSON)” anything is taken as meant. It reads
 * the field, which evaluates an expression in it once more, so only a doubtful prompt is asked about.
 */
export function findPastedDocument(
	model: Model,
	prompt: unknown,
	fieldOf: (input: string) => FieldOfWords | undefined,
): InputProblem | undefined {
	const wrong = typeof prompt === 'string' ? whatIsWrong(prompt) : undefined;
	if (wrong === undefined) return undefined;
	if (!['video', 'image', 'threeD'].includes(productOf(model) ?? '')) return undefined;
	const field = fieldOf('prompt');
	if (field !== 'Prompt' && field !== 'Text') return undefined;
	return problem('prompt', `${wrong} If it is meant, give it in “Input (JSON)”.`);
}

function whatIsWrong(prompt: string): string | undefined {
	if (BEGINS_WITH_TAG.test(prompt))
		return 'is HTML, whose tags the model would take for words. Remove them: {{ $json.content.removeTags() }} in place of {{ $json.content }}.';
	if (prompt.length > PROMPT_LIMIT_CHARACTERS)
		return `has ${prompt.length} characters, as a whole document would. Shorten it to at most ${PROMPT_LIMIT_CHARACTERS}, or have an AI node sum it up first.`;
	return undefined;
}
