import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../../errors/errorClasses';
import { findModel } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import type { Model } from '../../models/model';
import type { ModelRequest } from './readRequest';
import { isSeedSet, seedInputOf, seedRange } from './seed';

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
	if (!known?.inputs) return request;
	const seed = seedInputOf(known);
	if (!seed) throw noSeed(known);
	if (!isSeedSet(input.seed, seed.default)) return request;
	const first = Number(input.seed);
	// A value that is not a seed is refused with the other inputs.
	if (!Number.isInteger(first)) return request;
	return { model, input: { ...input, seed: following(first, variation - 1, known) } };
}

/** After the highest seed it starts again with the lowest. */
function following(first: number, steps: number, model: Model): IDataObject['seed'] {
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
