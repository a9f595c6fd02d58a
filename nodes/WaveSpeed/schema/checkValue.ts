import { checkMembers } from './checkMembers';
import type { SchemaInput } from './schemaInput';
import { at, problem, type InputProblem } from './inputProblem';
import { findSizeProblem } from './pixelSize';
import { formatChoices, formatKind, formatRange, formatValue } from './formatValues';

/** The smallest image there is takes more characters than any file name. */
const BARE_BASE64_MINIMUM_CHARACTERS = 255;

/** @returns what is wrong with one value, its entries and members included */
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
		return [
			problem(
				path,
				`must be ${spellWanted(input)}, but is ${formatValue(value)}. ${fixOfKind(input)}`,
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

function spellWanted(input: SchemaInput): string {
	if (input.choices) return formatChoices(input.choices);
	const kind = formatKind(input.kind);
	const range = input.kind === 'string' ? undefined : formatRange(input.minimum, input.maximum);
	return range ? `${kind} ${range}` : kind;
}

function fixOfKind({ kind, items }: SchemaInput): string {
	if (kind === 'object') return 'Write it as JSON, such as {"key": "value"}.';
	if (kind !== 'list') return 'Change the value.';
	const required = items?.inputs?.map(
		({ name, kind: of }) => `"${name}": ${of === 'string' ? '"…"' : '1'}`,
	);
	return required
		? `Write it as JSON, such as [{${required.join(', ')}}].`
		: 'Write it as JSON, such as ["…"].';
}

function checkNumber(input: SchemaInput, value: number, path: string): InputProblem[] {
	const { minimum = -Infinity, maximum = Infinity, multipleOf } = input;
	if (value < minimum || value > maximum) {
		const allowed = formatRange(input.minimum, input.maximum);
		return [problem(path, `must be ${allowed}, but is ${value}. Choose a number in this range.`)];
	}
	if (multipleOf !== undefined) {
		const steps = value / multipleOf;
		// 0.3 / 0.1 is not 3 in floating point, so a share of a step is forgiven.
		if (Math.abs(steps - Math.round(steps)) > 1e-6) {
			return [problem(path, `must be a multiple of ${multipleOf}, but is ${value}. Round it.`)];
		}
	}
	return [];
}

function checkText(input: SchemaInput, value: string, path: string): InputProblem[] {
	const { minLength = 0, maxLength = Infinity } = input;
	// Counted as JSON schema does: a character outside the basic plane is one, not two.
	const length = value.length > maxLength || minLength > 0 ? [...value].length : value.length;
	if (length < minLength) {
		return [
			problem(path, `must have at least ${minLength} characters, but has ${length}. Write more.`),
		];
	}
	if (length > maxLength) {
		return [
			problem(path, `may have ${maxLength} characters at most, but has ${length}. Shorten it.`),
		];
	}
	const size = findSizeProblem(input, value);
	if (size) return [problem(path, size)];
	if (input.media && value.trim() === '') {
		return [problem(path, 'is empty. Give the address of a file or leave it out.')];
	}
	if (input.media && isPath(value)) {
		return [
			problem(
				path,
				`must be the address of a file on the web, but is a path on a disk (${formatValue(value)}): read the file with the node “Read/Write Files from Disk” and give it under “Binary Inputs”.`,
			),
		];
	}
	if (input.media && !hasScheme(value)) {
		return [
			problem(
				path,
				`must be the address of a file, but is ${formatValue(value)}. Write an address that begins with https://, or give a file of the item under “Binary Inputs”.`,
			),
		];
	}
	return [];
}

/**
 * An address or a data URI; also base64 without either, which some models take. Shorter texts are
 * file names or the names of binary fields, typed into the wrong place.
 */
function hasScheme(value: string): boolean {
	return (
		/^[a-z][a-z\d+.-]{0,30}:/i.test(value.trimStart().slice(0, 40)) ||
		value.length > BARE_BASE64_MINIMUM_CHARACTERS
	);
}

/** `/home/me/cat.png`, `./cat.png`, `~/cat.png`, `C:\cat.png`, `file:///cat.png`; base64 may begin with a slash. */
function isPath(value: string): boolean {
	if (value.length > PATH_LIMIT_CHARACTERS) return false;
	const text = value.trim();
	if (/^(?:file:|[a-z]:[\\/]|\.{1,2}[\\/]|~[\\/]|\\\\)/i.test(text)) return true;
	return text.startsWith('/') && text.length <= BARE_BASE64_MINIMUM_CHARACTERS;
}

/** No system allows a longer one. */
const PATH_LIMIT_CHARACTERS = 4_096;

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
