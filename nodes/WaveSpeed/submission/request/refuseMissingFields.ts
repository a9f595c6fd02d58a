import { isExpression, type INodeExecutionData } from 'n8n-workflow';

import { InputError } from '../../errors/errorClasses';
import type { Item } from '../../item/item';
import { nearest } from '../../models/nearestName';
import { inputItemsOf } from '../../n8n/agentTool';
import { nodeOf } from '../../n8n/nodeOf';
import { isRecord } from '../../narrow';
import { shown } from '../../schema/inputProblem';

/** An expression that begins with a field of the item. */
const FIELD = /\{\{\s{0,9}\$json([^{}]{1,300})\}\}/g;
/** A step from a field to one in it: `.title`, `["my title"]`, `[0]`. */
const STEP = /\.([A-Za-z_$][\w$]{0,99})|\["([^"\\]{1,99})"\]|\['([^'\\]{1,99})'\]|\[(\d{1,4})\]/g;

interface MissingField {
	/** The name of the parameter, or of the model's input. */
	input: string;
	/** As it stands in the text: `{{ $json.titel }}`. */
	written: string;
	path: readonly string[];
}

/**
 * Refuses a text with a field that no item of the run has: n8n puts nothing in its place, so a misspelled name
 * would be paid for with a gap in the sentence. A field that only some items lack is as good as an empty
 * cell. An input that is nothing but such a field is empty then, which is checked elsewhere.
 * @throws InputError
 */
export function refuseMissingFields(item: Item): void {
	if (item.forAgent) return;
	const [missing] = item.run.shared(FieldsOfRun).missingIn(item);
	if (!missing) return;
	const { input, written, path } = missing;
	const name = path.join('.');
	const first = inputItemsOf(item.host)?.[0]?.json ?? {};
	const meant = path.length === 1 ? nearest(name, Object.keys(first)) : undefined;
	const guess = meant === undefined ? '' : ` Did you mean “${shown(meant)}”?`;
	throw new InputError(
		`“${input === 'inputJson' ? 'Input (JSON)' : shown(input)}” has ${shown(written)} in its text, but no item has a field “${shown(name)}”, so there would be a gap.${guess} Correct the name, or write ${withFallback(written)} if the field may be missing. Nothing was submitted.`,
		{ reason: 'invalidInput', field: input },
	);
}

function withFallback(written: string): string {
	return shown(written.replace(/\s{0,9}\}\}$/, ` ?? '' }}`));
}

/** What is missing, found once for all items of a run: looking through them is work for each item. */
class FieldsOfRun {
	private missing?: readonly MissingField[];

	missingIn({ host }: Item): readonly MissingField[] {
		return (this.missing ??= fieldsInTexts(nodeOf(host).parameters).filter(
			({ path }) => !(inputItemsOf(host) ?? []).some((one) => has(one, path)),
		));
	}
}

function fieldsInTexts(parameters: Readonly<Record<string, unknown>>): MissingField[] {
	const { prompt, text, lyrics, inputMode, inputJson, inputFields } = parameters;
	const form = isRecord(inputFields) && isRecord(inputFields.value) ? inputFields.value : {};
	const inputs = inputMode === 'json' ? { inputJson } : form;
	return Object.entries({ prompt, text, lyrics, ...inputs }).flatMap(([input, typed]) => {
		if (typeof typed !== 'string' || !isExpression(typed)) return [];
		const found = [...typed.matchAll(FIELD)].filter((one) => !isWholeValue(typed, one));
		return found
			.map(([written, steps = '']) => ({ input, written, path: stepsOf(steps.trim()) }))
			.filter(({ path }) => path.length > 0);
	});
}

/** Whether an input, or a value in JSON, is nothing but this field. */
function isWholeValue(typed: string, { 0: written, index }: RegExpExecArray): boolean {
	const [before, after] = [typed.slice(1, index), typed.slice(index + written.length)];
	return `${before}${after}`.trim() === '' || (before.endsWith('"') && after.startsWith('"'));
}

/** @returns nothing if it is more than the path of a field, such as a call or a sum */
function stepsOf(path: string): string[] {
	const steps = [...path.matchAll(STEP)];
	if (steps.map(([step]) => step).join('') !== path) return [];
	return steps.map(([, ...names]) => names.find(Boolean) ?? '');
}

function has({ json }: INodeExecutionData, path: readonly string[]): boolean {
	let value: unknown = json;
	for (const name of path) {
		if (value === null || value === undefined) return false;
		// Such as the length of a text.
		if (typeof value !== 'object') return true;
		if (!(name in value)) return false;
		value = (value as Record<string, unknown>)[name];
	}
	return true;
}
