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
 * @param field where the prompt was entered; in “Input (JSON)” anything is taken as meant
 */
export function findPastedDocument(
	model: Model,
	prompt: unknown,
	field: FieldOfWords | undefined,
): InputProblem | undefined {
	if (typeof prompt !== 'string' || (field !== 'Prompt' && field !== 'Text')) return undefined;
	if (!['video', 'image', 'threeD'].includes(productOf(model) ?? '')) return undefined;
	if (BEGINS_WITH_TAG.test(prompt)) {
		return problem(
			'prompt',
			`is HTML, whose tags the model would take for words. Remove them: {{ $json.content.removeTags() }} in place of {{ $json.content }}. ${IF_MEANT}`,
		);
	}
	if (prompt.length > PROMPT_LIMIT_CHARACTERS) {
		return problem(
			'prompt',
			`has ${prompt.length} characters, as a whole document would. Shorten it to at most ${PROMPT_LIMIT_CHARACTERS}, or have an AI node sum it up first. ${IF_MEANT}`,
		);
	}
	return undefined;
}

const IF_MEANT = 'If it is meant, give it in “Input (JSON)”.';
