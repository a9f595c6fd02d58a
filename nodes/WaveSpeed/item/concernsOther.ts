import type { WaveSpeedError } from '../errors/errorClasses';
import type { Item } from './item';

/**
 * Whether an error that ends an item is about another item or variation: if the node stops on errors, the
 * first one that fails ends all of them. An error of the whole run is about each of its items.
 */
export function concernsOther(
	{ index, variation }: Pick<Item, 'index' | 'variation'>,
	{ itemIndex = index, details }: WaveSpeedError,
): boolean {
	if (itemIndex !== 'run' && itemIndex !== index) return true;
	return details.variation !== undefined && details.variation !== variation;
}
