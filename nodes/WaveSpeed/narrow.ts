/** Narrows values from outside: the value if it is of the right kind, otherwise undefined. Nothing throws. */

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a field of a form, or an input, has a value. */
export function isSet(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

export function readText(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** Finite numbers only. */
export function readNumber(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Whole numbers from 0, for lengths and counts. */
export function readCount(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** A date that was stored as ISO 8601. */
export function readDate(value: unknown): Date | undefined {
	const date = new Date(readText(value) ?? '');
	return Number.isNaN(date.getTime()) ? undefined : date;
}

export function readBoolean(value: unknown): boolean | undefined {
	return typeof value === 'boolean' ? value : undefined;
}

/** Names that reach an object's prototype when assigned. They are never a model's input. */
export const PROTOTYPE_KEYS: ReadonlySet<string> = new Set([
	'__proto__',
	'constructor',
	'prototype',
]);
