import type { Item } from '../item/item';
import { notPositive, readNumberOption } from '../item/readNumberOption';

/** @returns 0 for no limit @throws InputError */
export function readConcurrencyLimit(item: Item): number {
	const limit = readNumberOption(item, 'options.maxInFlight', 'Predictions in Flight', 0);
	if (limit < 0) throw notPositive('Predictions in Flight', 'options.maxInFlight');
	return Math.floor(limit);
}
