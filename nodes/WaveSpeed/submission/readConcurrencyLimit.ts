import type { Item } from '../item/item';
import { notPositive, readNumberOption } from '../item/readNumberOption';

/** @returns 0 for no limit @throws InputError */
export function readConcurrencyLimit(item: Item): number {
	const limit = readNumberOption(item, 'options.maxInFlight', 'Maximum at Once', 0);
	if (limit < 0) throw notPositive('Maximum at Once', 'options.maxInFlight');
	return Math.floor(limit);
}
