import type { IDataObject } from 'n8n-workflow';

import { digestOf } from '../digest';
import type { Model } from '../models/model';
import { SEED_LIMIT, SEEDS_AT_LEAST } from '../policy';

/**
 * A seed for a submission whose model takes one and whose user has set none. The model would draw one
 * itself; drawn before the POST, it makes the submission known again in the list of predictions, should
 * its answer be lost.
 * @param identity what this submission has in common with no other; the same gives the same seed
 * @returns undefined where the model takes no seed, or so few that two could be equal
 */
export function drawSeed(
	model: Model | undefined,
	input: IDataObject,
	identity: readonly unknown[],
): number | undefined {
	const known = model?.inputs?.find(({ name }) => name === 'seed');
	if (!known || (known.kind !== 'integer' && known.kind !== 'number') || known.choices)
		return undefined;
	if (isSet(input.seed, known.default)) return undefined;
	const lowest = Math.max(known.minimum ?? 0, 0);
	const highest = Math.min(known.maximum ?? SEED_LIMIT, SEED_LIMIT);
	const count = highest - lowest + 1;
	if (!(count >= SEEDS_AT_LEAST)) return undefined;
	return lowest + (Number.parseInt(digestOf(identity).slice(0, 12), 16) % count);
}

/** A default below zero, most often -1, says “any seed”; whoever sets it wants just that. */
function isSet(seed: unknown, byDefault: unknown): boolean {
	if (seed === undefined || seed === null || seed === '') return false;
	return !(Number(seed) < 0 && Number(seed) === Number(byDefault));
}
