import { readText } from '../narrow';
import { FORMULA_LIMIT_CHARACTERS } from '../policy';

/** What a price is told for. */
export interface PriceUnit {
	/** e.g. `a second` */
	name: string;
	/** How many times the published price that is. */
	times: number;
	/** Whether it is a time, and a run costs several of it. */
	isTime?: boolean;
}

const A_SECOND: PriceUnit = { name: 'a second', times: 1, isTime: true };
/** Some prices are published for 100 letters, some for 1,000: in one list they can only be compared in one unit. */
const LETTERS = 1_000;

/**
 * What the published price is for, where the formula beside it multiplies it: by seconds, or by the length
 * of a text. `base_price * duration / 5` is the price of five seconds, and so that of one video.
 * @param formula e.g. `{"total_price": $number(duration) * base_price}`
 * @returns undefined where it is for a whole run, or the formula does not tell
 */
export function readPriceUnit(formula: unknown): PriceUnit | undefined {
	const text = readText(formula)?.slice(0, FORMULA_LIMIT_CHARACTERS).replace(/\s/g, '') ?? '';
	if (!text.includes('base_price')) return undefined;
	const letters = /\$length\(\w{1,40}\)\/([1-9]\d{1,4})/.exec(text)?.[1];
	if (letters !== undefined)
		return {
			name: `per ${LETTERS.toLocaleString('en-US')} letters`,
			times: LETTERS / Number(letters),
		};
	if (text.includes('/') || !text.includes('duration')) return undefined;
	// A price for each length that can be chosen: `(duration = 10) ? …`.
	return /duration\)?[=<>]/.test(text) ? undefined : A_SECOND;
}
