import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { InputError } from '../errors/errorClasses';
import type { Model } from '../models/model';
import { VARIATIONS_AT_MOST } from '../policy';
import type { ModelRequest } from '../submission/request/readRequest';
import { isSeedSet, seedInputOf, seedRange } from '../submission/request/seed';
import { findModel } from './catalogueOfItem';
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
 * a prediction, a possible charge or failed attempts is about one variation alone and stays.
 * @param rows of one item
 */
export function withoutRepeatedErrors(rows: INodeExecutionData[]): INodeExecutionData[] {
	const seen = new Set<unknown>();
	return rows.filter(({ json }) => {
		const { chargePossible, attempts } = (json.details ?? {}) as IDataObject;
		if (json.error === undefined || chargePossible === true || attempts !== undefined) return true;
		const isRepeated = seen.has(json.error);
		seen.add(json.error);
		return !isRepeated;
	});
}

/**
 * The request of one variation. If the user has set a seed, the first variation has it, and each further
 * one the next number; if not, each gets its own before it is sent.
 * @throws InputError for a model that takes no seed: it would be paid several times for the same thing
 */
export async function withSeedOfVariation(
	item: Item,
	request: ModelRequest,
): Promise<ModelRequest> {
	const { variation } = item;
	if (variation === undefined) return request;
	const { model, input } = request;
	const known = await findModel(item, model, input);
	const seed = known?.inputs && seedInputOf(known);
	if (known?.inputs && !seed) throw noSeed(known);
	// Without a catalogue a number below zero may mean “any seed”, as it mostly does.
	if (!isSeedSet(input.seed, seed ? seed.default : input.seed)) return request;
	const first = Number(input.seed);
	// A value that is not a seed is refused with the other inputs.
	if (!Number.isSafeInteger(first)) return request;
	return { model, input: { ...input, seed: following(first, variation - 1, known) } };
}

/** After the highest seed it starts again with the lowest. */
function following(first: number, steps: number, model?: Model): IDataObject['seed'] {
	const { lowest, highest } = seedRange(model);
	if (first < lowest || first > highest) return first;
	return lowest + ((first - lowest + steps) % (highest - lowest + 1));
}

function noSeed({ id }: Model): InputError {
	return new InputError(
		`The model ${id} takes no seed, so its variations could be alike and each would be paid for. Remove the option “Run: Variations”, or choose a model with a seed. Nothing was submitted.`,
		{ reason: 'invalidOption', model: id, field: 'options.variations' },
	);
}
