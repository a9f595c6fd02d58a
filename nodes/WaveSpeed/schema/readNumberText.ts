import { isInSeconds } from './isInSeconds';
import type { SchemaInput } from './schemaInput';

/** Numbers have few digits; nobody writes a longer one. */
const LIMIT_CHARACTERS = 40;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const WHOLE = /^[+-]?\d+$/;
/** “0,5”, but not “1,000”, which is a thousand to some and one to others. */
const DECIMAL_COMMA = /^[+-]?(?:\d+,\d{1,2}|\d+,\d{4,}|0,\d+)$/;
const SECONDS = /^(\S+?)\s?(?:s|sec|secs|second|seconds)\.?$/i;

/**
 * Reads a number that came as text: from a form, a table or an agent.
 * @returns undefined if it is not a number, or ambiguous
 */
export function readNumberText(input: SchemaInput, text: string): number | undefined {
	if (text.length > LIMIT_CHARACTERS) return undefined;
	const plain = text.trim();
	return readPlainNumber(isInSeconds(input) ? (SECONDS.exec(plain)?.[1] ?? plain) : plain);
}

/**
 * @returns undefined for what is no number, or could be two: “1,5” is one and a half, “1,500” is neither; or
 * has so many digits that it would become another number
 */
export function readPlainNumber(text: string): number | undefined {
	if (text.length > LIMIT_CHARACTERS) return undefined;
	if (WHOLE.test(text) && BigInt(text.replace('+', '')) !== BigInt(Number(text))) return undefined;
	if (NUMBER.test(text)) return Number(text);
	return DECIMAL_COMMA.test(text) ? Number(text.replace(',', '.')) : undefined;
}
