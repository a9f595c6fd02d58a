import type { INodeExecutionData } from 'n8n-workflow';

import { InputError } from '../errors/errorClasses';
import { VARIATIONS_AT_MOST } from '../policy';
import type { Item } from './item';
import { readNumberOption } from './readNumberOption';

const LABEL = 'Run: Variations';
const FIELD = 'options.variations';

/**
 * The predictions that the item asks for; each takes the same steps separately. It must be called before
 * the item reaches the first barrier of the run, so that its variations count at every barrier.
 * @throws InputError for an invalid number of variations
 */
export function openVariations(item: Item): Item[] {
	const count = readNumberOption(item, FIELD, LABEL, 1);
	if (!Number.isInteger(count) || count < 1 || count > VARIATIONS_AT_MOST) {
		throw new InputError(
			`The option “${LABEL}” must be a whole number from 1 to ${VARIATIONS_AT_MOST}. Change it, or remove the option for one. Nothing was submitted.`,
			{ reason: 'invalidOption', field: FIELD },
		);
	}
	if (count === 1) return [item];
	return Array.from({ length: count }, (_value, place) => {
		const variation = place + 1;
		return { ...item, variation, member: item.run.joinVariation(item.index, variation) };
	});
}

/**
 * An error of the item is the same for all of its variations, so one row reports it. An error that names
 * a prediction or a possible charge is about one variation alone and stays.
 * @param rows of one item
 */
export function withoutRepeatedErrors(rows: INodeExecutionData[]): INodeExecutionData[] {
	const seen = new Set<unknown>();
	return rows.filter(({ json }) => {
		const { chargePossible } = (json.details ?? {}) as { chargePossible?: unknown };
		if (json.error === undefined || chargePossible === true) return true;
		const isRepeated = seen.has(json.error);
		seen.add(json.error);
		return !isRepeated;
	});
}
