import { readText } from '../narrow';

/** The longest formula of March 2026 has 1,600 characters; what is longer is nothing to read a unit from. */
const FORMULA_CHARACTERS = 4_000;

/**
 * What the published price is for, where the formula beside it multiplies it: by seconds, or by the length
 * of a text. `base_price * duration / 5` is the price of five seconds, and so that of one video.
 * @param formula e.g. `{"total_price": $number(duration) * base_price}`
 * @returns undefined where it is for a whole run, or the formula does not tell
 */
export function readPriceUnit(formula: unknown): string | undefined {
	const text = readText(formula)?.slice(0, FORMULA_CHARACTERS).replace(/\s/g, '') ?? '';
	if (!text.includes('base_price')) return undefined;
	const letters = /\$length\(\w{1,40}\)\/(\d{2,5})/.exec(text)?.[1];
	if (letters !== undefined) return `per ${Number(letters).toLocaleString('en-US')} letters`;
	if (text.includes('/') || !text.includes('duration')) return undefined;
	// A price for each length that can be chosen: `(duration = 10) ? …`.
	return /duration\)?[=<>]/.test(text) ? undefined : 'a second';
}
