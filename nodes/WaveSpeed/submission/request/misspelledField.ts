import { isExpression } from 'n8n-workflow';

import { InputError } from '../../errors/errorClasses';
import type { Item } from '../../item/item';
import { editDistance } from '../../models/nearestName';
import { inputItemsOf } from '../../n8n/agentTool';
import { nodeOf } from '../../n8n/nodeOf';
import { isRecord } from '../../narrow';
import { shown } from '../../schema/inputProblem';
import { LABELS_OF_WORDS } from '../../schema/readGivenInput';

/** `{{ $json.title }}` or `{{ $json["my title"] }}`: a field of the item and nothing else. */
const FIELD =
	/\{\{\s{0,9}\$json(?:\.([A-Za-z_$][\w$]{0,99})|\["([^"\\]{1,99})"\]|\['([^'\\]{1,99})'\])\s{0,9}\}\}/g;

interface FieldInText {
	/** The parameter, or the model's input. */
	input: string;
	/** As it stands in the text: `{{ $json.titel }}`. */
	written: string;
	name: string;
}

interface Misspelled extends FieldInText {
	meant: string;
}

/**
 * Finds a field that no item of the run has, in the middle of a text, if the items have one of nearly the same
 * name: n8n puts nothing in its place, so the misspelled name would be paid for with a gap in the sentence.
 * Any other field that is missing may be an optional one. An input that is nothing but such a field is
 * empty then, which is checked elsewhere.
 * @returns the error for the item
 */
export function findMisspelledField(item: Item): InputError | undefined {
	if (item.forAgent) return undefined;
	const [found] = item.run.shared(MisspelledFields).of(item);
	if (!found) return undefined;
	const { input, written, name, meant } = found;
	const label = isFieldOfWords(input) ? LABELS_OF_WORDS[input] : input;
	return new InputError(
		`“${shown(label)}” has ${shown(written)} in its text, but no item has a field “${shown(name)}”. Did you mean “${shown(meant)}”? Correct the name, or write ${withFallback(written)} if the field may be missing. Nothing was submitted.`,
		{ reason: 'invalidInput', field: input },
	);
}

/**
 * @param input whose value is nothing but a field that its items lack: `{{ $json.titel }}`
 * @returns the field of nearly the same name that the item has
 */
export function fieldMeantBy({ host, index }: Item, input: string): string | undefined {
	const { inputFields, ...fields } = nodeOf(host).parameters as Record<string, unknown>;
	const form = isRecord(inputFields) && isRecord(inputFields.value) ? inputFields.value : {};
	const { [input]: typed = fields.text } = { ...form, ...fields };
	const [found] = typeof typed === 'string' ? [...typed.matchAll(FIELD)] : [];
	if (!found || found[0] !== String(typed).slice(1).trim()) return undefined;
	const written = found.slice(1).find(Boolean) ?? '';
	const names = Object.keys(inputItemsOf(host)?.[index]?.json ?? {});
	return names.includes(written) ? undefined : names.find((name) => isSlip(written, name));
}

function isFieldOfWords(input: string): input is keyof typeof LABELS_OF_WORDS {
	return Object.hasOwn(LABELS_OF_WORDS, input);
}

function withFallback(written: string): string {
	return shown(written.replace(/\s{0,9}\}\}$/, ` ?? '' }}`));
}

/** Found once for all items of a run: looking through all of them is too much work for each. */
class MisspelledFields {
	private found?: readonly Misspelled[];

	of({ host }: Item): readonly Misspelled[] {
		if (this.found) return this.found;
		const items = (inputItemsOf(host) ?? []).map(({ json }) => json);
		const names = Object.keys(items[0] ?? {});
		this.found = fieldsInTexts(nodeOf(host).parameters).flatMap((field) => {
			const meant = names.find((name) => isSlip(field.name, name));
			const isThere = meant === undefined || items.some((json) => field.name in json);
			return isThere ? [] : [{ ...field, meant }];
		});
		return this.found;
	}
}

/** The texts that are sent: JSON counts in place of the fields. */
function fieldsInTexts(parameters: Readonly<Record<string, unknown>>): FieldInText[] {
	const { prompt, text, lyrics, inputMode, inputJson, inputFields } = parameters;
	const form = isRecord(inputFields) && isRecord(inputFields.value) ? inputFields.value : {};
	// Words in the form are not seen beside the fields for them, and not sent.
	const fields = { ...form, prompt, text, lyrics };
	const inputs = inputMode === 'json' ? { inputJson } : fields;
	return Object.entries(inputs).flatMap(([input, typed]) => {
		if (typeof typed !== 'string' || !isExpression(typed)) return [];
		const whole = typed.slice(1).trim();
		return [...typed.matchAll(FIELD)]
			.filter(({ 0: written, index }) => {
				const [before, after] = [typed[index - 1], typed[index + written.length]];
				// Nothing but the field, a whole value in JSON, or no expression for n8n.
				return written !== whole && !(before === '"' && after === '"') && before !== '\\';
			})
			.map(([written, ...names]) => ({ input, written, name: names.find(Boolean) ?? '' }));
	});
}

/** `titel` for `title`. But `image2` is not `image1`, and short names resemble one another. */
function isSlip(written: string, name: string): boolean {
	const [one, other] = [written.toLowerCase(), name.toLowerCase()];
	if (written === name || one.length < 4 || one[0] !== other[0]) return false;
	if (one.replace(/\D/g, '') !== other.replace(/\D/g, '')) return false;
	const limit = one.length < 8 ? 2 : 3;
	return editDistance(one, other, limit) < limit;
}
