import type { Item } from './item';
import { notPositive, readNumberOption } from './readNumberOption';

/** @returns 0 for no limit @throws InputError */
export function readConcurrencyLimit(item: Item): number {
	const limit = readNumberOption(item, 'options.maxInFlight', 'Run: Maximum at Once', 0);
	if (limit < 0) throw notPositive('Run: Maximum at Once', 'options.maxInFlight');
	return Math.floor(limit);
}
