import { isRecord, PROTOTYPE_KEYS } from '../narrow';
import { checkText, findExpression } from './checkText';
import type { SchemaInput } from './schemaInput';
import {
	at,
	CHOOSE_A_FILE,
	formatChoices,
	formatKind,
	formatRange,
	formatValue,
	problem,
	type InputProblem,
} from './inputProblem';
import { unknownKey } from './unknownKey';
import { nameOfWords } from './inputsForWords';

/** @returns what is wrong with one value, including its entries and members */
export function checkValue(input: SchemaInput, value: unknown, path: string): InputProblem[] {
	if (value === null) {
		if (input.nullable || input.kind === 'any') return [];
		return [
			problem(
				path,
				`must be ${formatKind(input.kind)}, but is null. Leave it out or give a value.`,
			),
		];
	}
	if (!isOfKind(input, value)) {
		const expression = typeof value === 'string' ? findExpression(value, path) : undefined;
		if (expression) return [expression];
		if (input.media && (input.kind === 'string' || input.kind === 'list'))
			return [noAddress(input.kind, value, path)];
		return [
			problem(
				path,
				`must be ${describeWanted(input)}, but is ${formatValue(value)}. ${fixOfKind(input, value)}`,
			),
		];
	}
	if (input.choices && !input.choices.includes(value as string)) {
		const allowed = formatChoices(input.choices);
		return [
			problem(
				path,
				`must be ${allowed}, but is ${formatValue(value)}. Choose one of these values.`,
			),
		];
	}
	if (typeof value === 'number') return checkNumber(input, value, path);
	if (typeof value === 'string') return checkText(input, value, path);
	if (Array.isArray(value)) return checkList(input, value, path);
	return input.inputs ? checkMembers(input.inputs, value as Record<string, unknown>, path) : [];
}

/** Mostly `{{ $binary.data }}`: n8n's record of a file, which is not an address. */
function noAddress(kind: 'string' | 'list', value: unknown, path: string): InputProblem {
	const isFile = isRecord(value) && typeof value.mimeType === 'string';
	const what = isFile ? 'the item’s file itself' : formatValue(value);
	const [wanted, give] =
		kind === 'string'
			? ['the address of a file', 'Give the address of a file']
			: ['a list of addresses of files', 'Write it as JSON, such as ["https://…"]'];
	return problem(path, `must be ${wanted}, but is ${what}. ${give}, or ${CHOOSE_A_FILE}.`);
}

function isOfKind({ kind }: SchemaInput, value: unknown): boolean {
	switch (kind) {
		case 'string':
		case 'boolean':
			return typeof value === kind;
		case 'integer':
			return Number.isInteger(value);
		case 'number':
			return Number.isFinite(value);
		case 'list':
			return Array.isArray(value);
		case 'object':
			return typeof value === 'object' && !Array.isArray(value);
		default:
			return true;
	}
}

function describeWanted(input: SchemaInput): string {
	if (input.choices) return formatChoices(input.choices);
	const kind = formatKind(input.kind);
	const range = input.kind === 'string' ? undefined : formatRange(input.minimum, input.maximum);
	return range ? `${kind} ${range}` : kind;
}

function fixOfKind(input: SchemaInput, value: unknown): string {
	const isNumber = input.kind === 'integer' || input.kind === 'number';
	// It has stayed a text because it would become another number.
	if (isNumber && typeof value === 'string' && /^[+-]?\d{16,40}$/.test(value.trim()))
		return 'It has too many digits: choose a smaller number.';
	const example = exampleOf(input);
	return example === undefined ? 'Change the value.' : `Write it as JSON, such as ${example}.`;
}

/** @returns JSON that shows the structure; undefined for a plain value */
function exampleOf({ kind, items, inputs }: SchemaInput): string | undefined {
	if (kind === 'object') return inputs ? objectOf(inputs) : '{"key": "value"}';
	if (kind !== 'list') return undefined;
	if (items?.kind === 'integer' || items?.kind === 'number') return '[5, 10]';
	return items?.inputs ? `[${objectOf(items.inputs)}]` : '["…"]';
}

function objectOf(inputs: readonly SchemaInput[]): string {
	const members = inputs.map(({ name, kind, choices, suggestions }) => {
		const [first = kind === 'string' ? '…' : 1] = choices ?? suggestions ?? [];
		return `"${name}": ${JSON.stringify(first)}`;
	});
	return `{${members.join(', ')}}`;
}

function checkNumber(input: SchemaInput, value: number, path: string): InputProblem[] {
	const { minimum = -Infinity, maximum = Infinity, multipleOf } = input;
	if (value < minimum || value > maximum) {
		const allowed = formatRange(input.minimum, input.maximum);
		return [problem(path, `must be ${allowed}, but is ${value}. Choose a number in this range.`)];
	}
	if (multipleOf !== undefined) {
		const steps = value / multipleOf;
		// 0.3 / 0.1 is not 3 in floating point, so a fraction of a step is tolerated.
		if (Math.abs(steps - Math.round(steps)) > 1e-6) {
			return [problem(path, `must be a multiple of ${multipleOf}, but is ${value}. Round it.`)];
		}
	}
	return [];
}

function checkList(input: SchemaInput, value: unknown[], path: string): InputProblem[] {
	const { minItems = 0, maxItems = Infinity, items } = input;
	if (value.length < minItems || value.length > maxItems) {
		const allowed = formatRange(input.minItems, input.maxItems);
		const fix = value.length < minItems ? 'Add some.' : 'Remove some.';
		return [problem(path, `must have ${allowed} entries, but has ${value.length}. ${fix}`)];
	}
	if (!items) return [];
	return value.flatMap((entry, index) => {
		const shape = input.media && !items.media ? { ...items, media: input.media } : items;
		return checkValue(shape, entry, at(path, index));
	});
}

/**
 * Checks the members of an object: the required ones, the forbidden ones, and each by itself.
 * @param path where the object is; empty for the input as a whole
 * @param closed whether a key that is not in `inputs` is an error
 */
export function checkMembers(
	inputs: readonly SchemaInput[],
	value: Record<string, unknown>,
	path: string,
	closed = true,
): InputProblem[] {
	const names = new Set(inputs.map(({ name }) => name));
	const unknown = closed
		? Object.keys(value)
				.filter((key) => !names.has(key))
				.slice(0, UNKNOWN_KEYS_LOOKED_AT)
		: [];
	const missing = inputs.filter(({ name, required }) => required && !isGiven(value, name));
	return [
		...unknown
			.filter((key) => !PROTOTYPE_KEYS.has(key))
			.map((key) => unknownKey(inputs, path, key)),
		...missing.map((input) => problem(at(path, input.name), whatIsMissing(input, path, inputs))),
		...inputs
			.filter(({ name }) => isGiven(value, name))
			.flatMap((input) => checkValue(input, value[input.name], at(path, input.name))),
	];
}

function whatIsMissing(input: SchemaInput, path: string, inputs: readonly SchemaInput[]): string {
	if (input.media && path === '')
		return `is required. Give the address of a file, or ${CHOOSE_A_FILE}.`;
	// Nobody guesses that the “tags” of a song are its prompt.
	const { name } = input;
	if (path === '' && /^(tags|description)$/.test(name) && name === nameOfWords(inputs, 'prompt'))
		return 'is required. Give it a value in the form or in the field “Prompt”.';
	const example = exampleOf(input);
	return `is required. Give it a value${example === undefined ? '' : `, such as ${example}`}.`;
}

/** More than a message names; a text mistaken for an object would have millions. */
const UNKNOWN_KEYS_LOOKED_AT = 20;

function isGiven(value: Record<string, unknown>, name: string): boolean {
	return Object.hasOwn(value, name) && value[name] !== undefined;
}
