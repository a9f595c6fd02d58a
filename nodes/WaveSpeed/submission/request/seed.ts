import type { IDataObject } from 'n8n-workflow';

import { digestOf } from '../../digest';
import type { Model, SchemaInput } from '../../models/model';
import { SEED_LIMIT, SEED_MARKS, SEED_ORDERS, SEEDS_AT_LEAST } from '../../policy';

/** What identifies a submission: the same identity gives the same seed. */
export interface SubmissionIdentity {
	/** The part that it shares with the others of its run. */
	run: readonly unknown[];
	/** Its place among them. Seeds grow with it, so that later runs know the order of equal predictions. */
	order: number;
}

/**
 * A seed for a submission whose model takes one and whose user has set none. The model would draw one
 * itself; a seed drawn before the POST identifies the submission in the list of predictions if its answer
 * is lost. It also has a mark that distinguishes it from a chosen seed.
 * @returns undefined if the model takes no seed, or so few that two could be equal
 */
export function drawSeed(
	model: Model | undefined,
	input: IDataObject,
	{ run, order }: SubmissionIdentity,
): number | undefined {
	const known = model && seedInputOf(model);
	if (!model || !known || isSeedSet(input.seed, known.default)) return undefined;
	const { lowest, highest } = seedRange(model);
	const count = highest - lowest + 1;
	if (!(count >= SEEDS_AT_LEAST)) return undefined;
	const digest = digestOf(run, Math.floor(order / SEED_ORDERS));
	const first =
		Number.parseInt(digest.slice(0, 12), 16) % (Math.floor(count / SEED_MARKS) - SEED_ORDERS);
	const drawn = first + (order % SEED_ORDERS);
	return lowest + drawn * SEED_MARKS + markOf(model, drawn);
}

/**
 * Within one run, the numbers of two predictions are as far apart as the places of their items.
 * @returns undefined for a seed that this node has not drawn
 */
export function drawnNumberOf(model: Model, seed: unknown): number | undefined {
	if (!isDrawnSeed(model, seed)) return undefined;
	return Math.floor((Number(seed) - seedRange(model).lowest) / SEED_MARKS);
}

/** Whether this node could have drawn the seed; 1 in 64 chosen seeds looks the same. */
export function isDrawnSeed(model: Model, seed: unknown): boolean {
	const { lowest, highest } = seedRange(model);
	const offset = Number(seed) - lowest;
	if (!Number.isInteger(offset) || offset < 0 || highest - lowest + 1 < SEEDS_AT_LEAST)
		return false;
	return offset % SEED_MARKS === markOf(model, Math.floor(offset / SEED_MARKS));
}

function markOf({ id }: Model, drawn: number): number {
	return Number.parseInt(digestOf('seed', id, drawn).slice(0, 8), 16) % SEED_MARKS;
}

/** @returns the model's input for a seed; undefined if it has none that takes any number */
export function seedInputOf(model: Model): SchemaInput | undefined {
	const known = model.inputs?.find(({ name }) => name === 'seed');
	const takesNumber = known?.kind === 'integer' || known?.kind === 'number';
	return takesNumber && !known.choices ? known : undefined;
}

/** @returns the seeds that may be drawn for the model, both ends included; the usual ones if it is unknown */
export function seedRange(model: Model | undefined): { lowest: number; highest: number } {
	const known = model && seedInputOf(model);
	return {
		lowest: Math.max(known?.minimum ?? 0, 0),
		highest: Math.min(known?.maximum ?? SEED_LIMIT, SEED_LIMIT),
	};
}

/** A default below zero, usually -1, means “any seed”; setting it means the same. */
export function isSeedSet(seed: unknown, byDefault: unknown): boolean {
	if (seed === undefined || seed === null || seed === '') return false;
	return !(Number(seed) < 0 && Number(seed) === Number(byDefault));
}
