import { redact } from '../errors/redact';

/**
 * Finds the error text in an answer: a string, an object with `message` or `msg`, or a list of such
 * objects.
 * @param isNone recognises texts without content
 * @returns undefined if there is no text
 */
export function readWords(
	value: unknown,
	isNone: (words: string) => boolean = () => false,
): string | undefined {
	if (Array.isArray(value)) {
		const words = value.slice(0, ENTRIES_READ).flatMap((entry) => wordsOf(entry) ?? []);
		return words.length > 0 ? words.join('; ') : undefined;
	}
	const words = typeof value === 'string' ? value : wordsOf(value);
	if (words === undefined || words.trim() === '' || isNone(words)) return undefined;
	return words;
}

/** Messages show even less of it. */
const ENTRIES_READ = 20;

function wordsOf(entry: unknown): string | undefined {
	if (typeof entry !== 'object' || entry === null) return undefined;
	const { message, msg, detail, error } = entry as Record<string, unknown>;
	return [message, msg, detail, error].find((words) => typeof words === 'string') as
		| string
		| undefined;
}

/** @returns an amount that the API sent as a number or a text; undefined if it is neither */
export function readAmount(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value !== 'string' || !/^-?\d{1,15}(\.\d{1,15})?$/.test(value)) return undefined;
	return Number(value);
}

const KEYS_NAMED = 6;

/** Describes what came instead of the expected value, without quoting any values. */
export function describeValue(value: unknown): string {
	if (value === null || value === undefined) return 'nothing';
	if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
	if (typeof value !== 'object') return `a ${typeof value === 'string' ? 'text' : typeof value}`;
	const keys = Object.keys(value);
	if (keys.length === 0) return 'an empty object';
	const named = keys.slice(0, KEYS_NAMED).map((key) => redact(key).slice(0, 40));
	const more = keys.length > KEYS_NAMED ? ' and more' : '';
	return `an object with ${named.join(', ')}${more}`;
}
