import { joinNames } from '../errors/inWords';
import { redact } from '../errors/redact';
import type { InputKind } from './schemaInput';

/** One thing that is wrong with an input. */
export interface InputProblem {
	/** Where: `duration`, `loras[0].scale`. */
	field: string;
	/** A whole sentence: the field, what is wrong, what is allowed, what to do. */
	message: string;
}

/** Makes a problem for a field: `describe` continues a sentence that begins with the field's name. */
export function problem(field: string, describe: string): InputProblem {
	return { field, message: `The input “${shown(field)}” ${describe}` };
}

/** The advice for an input that takes a file; if the item's files are known, they are named instead. */
export const CHOOSE_A_FILE = 'choose a file of the item under “Binary Inputs”';

/** Users choose names too: no message may grow with them. */
export function shown(field: string): string {
	return field.length <= NAME_LIMIT_CHARACTERS
		? field
		: `${field.slice(0, NAME_LIMIT_CHARACTERS)}…`;
}

const NAME_LIMIT_CHARACTERS = 120;

/** The path of an object's member or a list's entry. */
export function at(path: string, key: string | number): string {
	if (typeof key === 'number') return `${path}[${key}]`;
	return path === '' ? key : `${path}.${key}`;
}

const KIND_NAMES: Readonly<Record<InputKind, string>> = {
	string: 'a text',
	integer: 'a whole number',
	number: 'a number',
	boolean: 'true or false',
	list: 'a list',
	object: 'an object',
	any: 'a value',
};

/** How many choices a sentence names; of a longer list it names the first. */
const CHOICES_NAMED = 20;
const VALUE_LIMIT_CHARACTERS = 60;

export function formatKind(kind: InputKind): string {
	return KIND_NAMES[kind];
}

/** @returns `4, 8 or 12`; the first ones of a long list */
export function formatChoices(choices: ReadonlyArray<string | number | boolean>): string {
	const named = choices.map((choice) => formatValue(choice));
	if (named.length > CHOICES_NAMED) {
		const rest = named.length - CHOICES_NAMED;
		return `${named.slice(0, CHOICES_NAMED).join(', ')} or one of ${rest} more`;
	}
	return joinNames(named, 'or');
}

/** A value quoted for a sentence: short, on one line, and distinguishable from a text that looks like it. */
export function formatValue(value: unknown): string {
	if (typeof value === 'string') {
		const plain = redact(value);
		const short =
			plain.length > VALUE_LIMIT_CHARACTERS ? `${plain.slice(0, VALUE_LIMIT_CHARACTERS)}…` : plain;
		if (value === '') return 'empty';
		if (short === '') return value.includes('<') ? 'HTML without words' : 'blank';
		return `“${short}”`;
	}
	if (value === null) return 'null';
	if (Array.isArray(value))
		return value.length === 1 ? 'a list with one entry' : `a list with ${value.length} entries`;
	if (typeof value === 'object') return 'an object';
	return String(value);
}

/** @returns `between 4 and 15`, `at least 1`, `at most 8`, or undefined without bounds */
export function formatRange(
	minimum: number | undefined,
	maximum: number | undefined,
): string | undefined {
	if (minimum !== undefined && maximum !== undefined) {
		return minimum === maximum ? `exactly ${minimum}` : `between ${minimum} and ${maximum}`;
	}
	if (minimum !== undefined) return `at least ${minimum}`;
	return maximum === undefined ? undefined : `at most ${maximum}`;
}
