import { InputError } from '../errors/errorClasses';
import type { Item } from '../item/item';
import { readNumberOption } from '../item/readNumberOption';
import { REUSE_DAYS_AT_MOST } from '../policy';

const MODE = 'options.reusePaidResults';
const DAYS = 'options.reuseWithinDays';

/** How old a prediction may be to be reused instead of paying for a new one. */
export interface ReuseChoice {
	/** Milliseconds. */
	windowMs: number;
}

/**
 * Reads the options “Cost: Reuse Paid Results” and “Cost: Days to Reuse”.
 * @returns undefined if nothing is to be reused in this execution
 * @throws InputError for an invalid choice or time
 */
export function readReuse(item: Item): ReuseChoice | undefined {
	const mode = item.parameter(MODE, 'never');
	if (mode === 'never') return undefined;
	if (mode !== 'manual' && mode !== 'always') {
		throw new InputError(
			'The option “Cost: Reuse Paid Results” has an unknown value. Choose Never, In Manual Runs or Always. Nothing was submitted.',
			{ reason: 'invalidOption', field: MODE },
		);
	}
	const days = readNumberOption(item, DAYS, 'Cost: Days to Reuse', REUSE_DAYS_AT_MOST);
	if (days <= 0 || days > REUSE_DAYS_AT_MOST) {
		throw new InputError(
			`The option “Cost: Days to Reuse” must be more than 0 and at most ${REUSE_DAYS_AT_MOST}: WaveSpeed keeps predictions for ${REUSE_DAYS_AT_MOST} days. Change it, or remove the option. Nothing was submitted.`,
			{ reason: 'invalidOption', field: DAYS },
		);
	}
	if (mode === 'manual' && item.host.getMode?.() !== 'manual') return undefined;
	return { windowMs: days * 24 * 3_600_000 };
}
