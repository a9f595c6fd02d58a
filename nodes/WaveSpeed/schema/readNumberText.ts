import { isInSeconds } from './isInSeconds';
import type { SchemaInput } from './schemaInput';

/** Numbers have few digits; nobody writes a longer one. */
const LIMIT_CHARACTERS = 40;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;
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
	const bare = isInSeconds(input) ? (SECONDS.exec(plain)?.[1] ?? plain) : plain;
	if (NUMBER.test(bare)) return Number(bare);
	return DECIMAL_COMMA.test(bare) ? Number(bare.replace(',', '.')) : undefined;
}
