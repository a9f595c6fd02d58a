import { redact } from '../errors/redact';

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
