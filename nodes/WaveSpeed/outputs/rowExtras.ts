import type { Item } from '../item/item';
import { isRecord } from '../narrow';
import { emptyInputsOf } from '../submission/request/noteEmptyExpressions';
import type { FinishedPrediction } from '../waiting/finishedPrediction';
import type { MadeFrom } from './downloadOutputs';
import type { RowExtras } from './rows';

/** What a row says about an item's prediction beside the API's own fields. */
export function rowExtrasOf(item: Item, known: FinishedPrediction): MadeFrom & RowExtras {
	const { model, madeFrom, quotedPriceUsd, reuse, attempts } = known;
	return {
		model,
		// A model knows what it asked for.
		input: item.forAgent ? undefined : madeFrom,
		emptyInputs: item.forAgent || !isRecord(madeFrom) ? [] : emptyInputsOf(item, madeFrom),
		quotedPriceUsd,
		variation: item.variation,
		reuse,
		attempts,
	};
}
