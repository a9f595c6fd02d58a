import type { Model } from '../models/model';
import { isRecord, isSet } from '../narrow';
import { isPixelSize, formatPixelSize } from './pixelSize';
import { readNumberText } from './readNumberText';
import { getsDefault, type Choice, type SchemaInput } from './schemaInput';
import { splitNumbers } from './splitNumbers';

/**
 * Turns values from a form or an expression into what the API wants, if only one reading is possible;
 * anything else stays unchanged, for `findInputProblems` to report.
 *
 * - undefined, null and '' at the top level were not filled in and are left out, or get the default that a
 *   required choice or number has
 * - a number or boolean as text becomes one, also as `0,5`, and as `8 seconds` if seconds are wanted;
 *   a number for a text becomes text
 * - JSON text becomes a list or an object; one value for a list becomes its only entry; lines of text
 *   and a comma-separated row of addresses or numbers become entries
 * - the address of a LoRA alone becomes `{path, scale: 1}`
 * - `1024x768` becomes `1024*768` if a size is wanted, `1080P` the choice `1080p`, and `16x9` `16:9`
 * @returns a new object; the argument and its contents stay unchanged
 */
export function coerceInput(model: Model, input: Record<string, unknown>): Record<string, unknown> {
	const byName = new Map((model.inputs ?? []).map((known) => [known.name, known]));
	const given = Object.entries(input).filter(([, value]) => isSet(value));
	const isGiven = new Set(given.map(([name]) => name));
	const defaults = (model.inputs ?? [])
		.filter((known) => getsDefault(known) && !isGiven.has(known.name))
		.map((known): [string, unknown] => [known.name, known.default]);
	// fromEntries instead of assignment: a key named __proto__ stays a key, and is refused later.
	return Object.fromEntries(
		[...given, ...defaults]
			.map(([name, value]): [string, unknown] => {
				const known = byName.get(name);
				return [name, known ? coerceValue(known, value) : value];
			})
			.filter(([, value]) => isSet(value)),
	);
}

function coerceValue(input: SchemaInput, value: unknown): unknown {
	switch (input.kind) {
		case 'string':
			return coerceText(input, value);
		case 'integer':
		case 'number':
			return typeof value === 'string' ? (readNumberText(input, value) ?? value) : value;
		case 'boolean':
			return coerceBoolean(value);
		case 'list':
			return coerceList(input, value);
		case 'object':
			return coerceObject(input, value);
		default:
			return value;
	}
}

function coerceText(input: SchemaInput, value: unknown): unknown {
	if (typeof value === 'number' && Number.isFinite(value))
		return input.choices ? coerceText(input, String(value)) : String(value);
	if (typeof value !== 'string') return value;
	const text = isPixelSize(input) ? formatPixelSize(value) : value;
	if (!input.choices) return input.media === undefined ? text : text.trim();
	// Durations are texts in some schemas: “8” is allowed, and somebody writes “8 seconds”.
	const number = readNumberText(input, value);
	if (number !== undefined && input.choices.includes(String(number))) return String(number);
	return nearestChoice(input.choices, text.trim()) ?? text;
}

/**
 * @returns the choice in the model's spelling, `1080p` for `1080P` and `1080`, `16:9` for `16x9` and
 * `16 : 9`; undefined if none or several match
 */
function nearestChoice(choices: readonly Choice[], text: string): Choice | undefined {
	if (choices.includes(text)) return text;
	const same = choices.filter((choice) => String(choice).toLowerCase() === text.toLowerCase());
	if (same.length > 0) return same.length === 1 ? same[0] : undefined;
	const meant = text
		.replace(/^(\d{1,2})\s{0,9}[:x×/]\s{0,9}(\d{1,2})$/i, '$1:$2')
		.replace(/^(\d{3,4})$/, '$1p');
	return choices.includes(meant) ? meant : undefined;
}

function coerceBoolean(value: unknown): unknown {
	const text = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
	return text === 'true' ? true : text === 'false' ? false : value;
}

function coerceList(input: SchemaInput, value: unknown): unknown {
	const entries = readEntries(input, value);
	if (!entries) return value;
	const { items } = input;
	return items ? entries.map((entry) => coerceEntry(items, entry)) : entries;
}

/** @returns undefined if the value cannot be a list */
function readEntries({ items, media }: SchemaInput, value: unknown): unknown[] | undefined {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') {
		const isEntry =
			items !== undefined &&
			(isRecord(value) ? items.kind === 'object' : typeof value === 'number');
		return isEntry ? [value] : undefined;
	}
	const text = value.trim();
	if (text === '') return undefined;
	const parsed = parseJson(text, /^[[{]/);
	if (Array.isArray(parsed)) return parsed;
	if (isRecord(parsed)) return [parsed];
	// Broken JSON is a mistake to report, not an entry.
	if (/^[[{]/.test(text) || items?.kind === 'boolean') return undefined;
	if (items?.kind === 'integer' || items?.kind === 'number') return splitNumbers(text, items.kind);
	const lines = text.split('\n');
	const split = items && isLora(items) ? splitLoras : splitAddresses;
	const entries = media || items?.kind === 'object' ? lines.flatMap(split) : lines;
	return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
}

/** Commas, semicolons and blanks may be parts of an address, so only those before the next one separate. */
const BEFORE_ADDRESS = /[,;\s]{1,9}(?=https?:\/\/|data:)/i;

function splitAddresses(line: string): string[] {
	return line.split(BEFORE_ADDRESS).map((entry) => entry.replace(/[,;]\s{0,9}$/, ''));
}

/** `owner/name` as well as addresses; none has a comma with a blank behind it. */
function splitLoras(line: string): string[] {
	return splitAddresses(line).flatMap((entry) =>
		/^(?:https?|data):/i.test(entry.trim()) ? entry.split(/, /) : entry.split(','),
	);
}

function coerceEntry(items: SchemaInput, entry: unknown): unknown {
	if (typeof entry === 'string' && items.kind === 'object' && isLora(items)) {
		return parseJson(entry.trim(), /^\{/) ?? { path: entry.trim(), scale: 1 };
	}
	return coerceValue(items, entry);
}

function isLora({ inputs = [] }: SchemaInput): boolean {
	const names = inputs.map(({ name }) => name);
	return names.length === 2 && names.includes('path') && names.includes('scale');
}

function coerceObject(input: SchemaInput, value: unknown): unknown {
	const object = typeof value === 'string' ? (parseJson(value.trim(), /^\{/) ?? value) : value;
	if (!isRecord(object) || !input.inputs) return object;
	const byName = new Map(input.inputs.map((known) => [known.name, known]));
	return Object.fromEntries(
		Object.entries(object)
			.filter(([, member]) => member !== undefined)
			.map(([name, member]): [string, unknown] => {
				const known = byName.get(name);
				return [name, known ? coerceValue(known, member) : member];
			}),
	);
}

/** @returns undefined if it does not begin like JSON, or is not JSON */
function parseJson(text: string, begins: RegExp): unknown {
	if (!begins.test(text)) return undefined;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
