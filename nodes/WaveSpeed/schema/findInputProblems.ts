import { productOf } from '../models/kindOfWork';
import type { Model } from '../models/model';
import { PROTOTYPE_KEYS } from '../narrow';
import { INPUT_DEPTH_LIMIT, PROMPT_LIMIT_CHARACTERS } from '../policy';
import { checkConditions } from './checkConditions';
import { findPrivateAddresses } from './checkFileAddress';
import { checkMembers } from './checkValue';
import { at, problem, type InputProblem } from './inputProblem';
import type { FieldOfWords } from './readGivenInput';
import { wordsNotTaken } from './unknownKey';

export { coerceInput } from './coerceInput';
export type { InputProblem } from './inputProblem';

/**
 * Checks an input before it is paid for: the API drops unknown keys and bills the defaults. It converts
 * nothing (`coerceInput` has done that), and anything that the schema leaves open passes.
 * @param also.webhook whether a callback goes with the submission
 * @param also.apiBaseUrl where it will be sent, which decides which addresses of files are reachable
 * @param also.fieldOf the panel's field that an input was entered in, if it is not one of the form's
 * @param also.models to choose from
 * @returns the first twenty problems; [] if the input can be sent
 */
export function findInputProblems(
	model: Model,
	input: Record<string, unknown>,
	also: {
		webhook?: boolean;
		apiBaseUrl?: string;
		fieldOf?: (input: string) => FieldOfWords | undefined;
		models?: readonly Model[];
	} = {},
): InputProblem[] {
	const dangerous = findPrototypeKey(input);
	if (dangerous !== undefined) {
		return [problem(dangerous, 'has a name that no input may have. Remove it.')];
	}
	const reserved = findReservedProblems(input, also.webhook ?? false);
	if (!model.inputs) return reserved.slice(0, PROBLEMS_TOLD);
	const isReserved = new Set(reserved.map(({ field }) => field));
	const problems = [
		...reserved,
		...checkMembers(model.inputs, input, '', model.closed).filter(
			({ field }) => !isReserved.has(field),
		),
	];
	const pasted = also.fieldOf && findPastedDocument(model, input.prompt, also.fieldOf);
	if (pasted && !problems.some(({ field }) => field === 'prompt')) problems.push(pasted);
	if (problems.length === 0 && also.apiBaseUrl !== undefined)
		problems.push(...findPrivateAddresses(model, input, also.apiBaseUrl));
	// A condition on a value that is already wrong would only complain about its consequences.
	const found = problems.length > 0 ? problems : checkConditions(model.conditions, input);
	const { inputs } = model;
	return found.slice(0, PROBLEMS_TOLD).map((one) => {
		const isTaken = inputs.some(({ name }) => name === one.field);
		// Some models work from tags or a file instead of a prompt.
		const field = isTaken ? undefined : also.fieldOf?.(one.field);
		return field ? wordsNotTaken(inputs, one.field, field, also.models ?? []) : one;
	});
}

/** After correcting this many, people run it again anyway; nobody reads a message with thousands. */
const PROBLEMS_TOLD = 20;

/** Keys that control the request instead of the model. */
function findReservedProblems(input: Record<string, unknown>, webhook: boolean): InputProblem[] {
	const problems: InputProblem[] = [];
	for (const key of ['webhook', 'webhook_url']) {
		if (Object.hasOwn(input, key)) {
			problems.push(
				problem(
					key,
					'is not part of a model’s input. Use the option “Webhook URL” of Submit instead.',
				),
			);
		}
	}
	if (isOn(input.enable_sync_mode)) {
		problems.push(
			problem(
				'enable_sync_mode',
				'must stay off: a held connection that breaks loses a paid prediction. Remove it; Generate and Wait waits by itself.',
			),
		);
	}
	if (webhook && isOn(input.enable_base64_output)) {
		problems.push(
			problem(
				'enable_base64_output',
				'cannot be on together with a webhook: the API refuses that. Remove one of them.',
			),
		);
	}
	return problems;
}

function isOn(value: unknown): boolean {
	return value === true || value === 'true';
}

/**
 * Looks for own keys that would reach a prototype if somebody copied the value by assignment.
 * @returns where the first one is; it does not search deeper than any real input
 */
function findPrototypeKey(value: unknown, path = '', depth = 0): string | undefined {
	if (typeof value !== 'object' || value === null || depth > INPUT_DEPTH_LIMIT) return undefined;
	if (Array.isArray(value)) {
		for (const [index, entry] of value.entries()) {
			const found = findPrototypeKey(entry, at(path, index), depth + 1);
			if (found !== undefined) return found;
		}
		return undefined;
	}
	for (const key of Object.keys(value)) {
		if (PROTOTYPE_KEYS.has(key)) return at(path, key);
		const found = findPrototypeKey(
			(value as Record<string, unknown>)[key],
			at(path, key),
			depth + 1,
		);
		if (found !== undefined) return found;
	}
	return undefined;
}

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
function findPastedDocument(
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
