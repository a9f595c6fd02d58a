import type { Item } from '../item/item';
import type { FinishedPrediction } from '../waiting/finishedPrediction';
import type { MadeFrom } from './downloadOutputs';
import type { RowExtras } from './rows';

/** What a row tells of an item's prediction beside what the API says of it. */
export function rowExtrasOf(item: Item, known: FinishedPrediction): MadeFrom & RowExtras {
	const { model, madeFrom, quotedPriceUsd, reuse, attempts } = known;
	return {
		model,
		// A model knows what it has asked for.
		input: item.forAgent ? undefined : madeFrom,
		quotedPriceUsd,
		variation: item.variation,
		reuse,
		attempts,
	};
}
