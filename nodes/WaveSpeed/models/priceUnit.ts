import { readText } from '../narrow';
import { FORMULA_LIMIT_CHARACTERS } from '../policy';

/** What a price refers to. */
export interface PriceUnit {
	/** e.g. `a second` */
	name: string;
	/** The factor from the published price to the price of this unit. */
	times: number;
	/** Whether it is a unit of time, of which a run uses several. */
	isTime?: boolean;
}

const A_SECOND: PriceUnit = { name: 'a second', times: 1, isTime: true };
/** Some prices are published for 100 letters, some for 1,000: a list can only compare them in one unit. */
const LETTERS = 1_000;

/**
 * The unit of the published price, if the formula beside it multiplies the price by seconds or by the
 * length of a text. `base_price * duration / 5` is the price of five seconds, and so that of one video.
 * @param formula e.g. `{"total_price": $number(duration) * base_price}`
 * @returns undefined if it is for a whole run, or the formula does not show it
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
	// A price for each selectable length: `(duration = 10) ? …`.
	return /duration\)?[=<>]/.test(text) ? undefined : A_SECOND;
}
