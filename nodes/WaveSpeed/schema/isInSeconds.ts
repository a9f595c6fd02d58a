import type { SchemaInput } from './schemaInput';

/** Names of inputs that are times. */
const TIME = /(?:^|_)(?:duration|length|time|seconds?)(?:$|_)/i;
const OTHER_UNIT = /milli|\bms\b/i;

/** Longer than any clip or song in seconds, and shorter than any in milliseconds. */
const SECONDS_AT_MOST = 600;

/**
 * Whether the numbers of an input are seconds: its description says so, or it is a duration without a unit.
 * In every known model those are seconds, and their numbers show it.
 */
export function isInSeconds({
	name,
	description,
	maximum,
	choices = [],
	default: usual,
}: SchemaInput): boolean {
	if (/_ms$/i.test(name) || OTHER_UNIT.test(description)) return false;
	if (/\bseconds?\b/i.test(description)) return true;
	if (TIME.test(name) && /\bin s\b|\d\s*s\b/i.test(description)) return true;
	if (!/(?:^|_)(?:duration|seconds?)$/i.test(name)) return false;
	const isCounted = /minute|frame|beat/i.test(description);
	const numbers = [maximum, ...choices, usual].filter((one) => typeof one === 'number');
	return !isCounted && numbers.every((one) => one <= SECONDS_AT_MOST);
}

/** Whether it is itself a time in seconds, and not only described with some. */
export function isTimeInSeconds(input: SchemaInput): boolean {
	return TIME.test(input.name) && isInSeconds(input);
}
