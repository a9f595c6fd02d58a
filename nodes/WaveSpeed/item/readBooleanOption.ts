import { InputError } from '../errors/errorClasses';
import { isSet } from '../narrow';
import type { OutputItem } from './item';

const TRUE: ReadonlySet<string> = new Set(['true', 'yes', '1']);
const FALSE: ReadonlySet<string> = new Set(['false', 'no', '0']);
/** Nobody writes “true” with more blanks around it. */
const LIMIT_CHARACTERS = 40;

/**
 * Reads a switch, of the options or of the form itself. An expression gives what a table has: the text
 * “FALSE”, which JavaScript takes for true.
 * @param fallback also counts if an expression gives nothing
 * @throws InputError if it is neither true nor false
 */
export function readBooleanOption(
	item: OutputItem,
	name: string,
	label: string,
	fallback: boolean,
): boolean {
	const value = item.parameter(name, fallback);
	// An empty cell is “not set”, as in the other fields.
	if (!isSet(value) || (typeof value === 'string' && value.trim() === '')) return fallback;
	if (typeof value === 'boolean') return value;
	const word = wordOf(value);
	if (TRUE.has(word)) return true;
	if (FALSE.has(word)) return false;
	const [field, remove] = name.startsWith('options.')
		? ['option', ', or remove the option']
		: ['field', ''];
	throw new InputError(
		`The ${field} “${label}” is neither true nor false. Enter one of them${remove}.`,
		{ reason: 'invalidOption', field: name },
	);
}

function wordOf(value: unknown): string {
	if (typeof value === 'number') return String(value);
	if (typeof value !== 'string' || value.length > LIMIT_CHARACTERS) return '';
	return value.trim().toLowerCase();
}
