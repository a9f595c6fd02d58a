import type { IDataObject } from 'n8n-workflow';

import { digestOf } from '../digest';
import type { Model } from '../models/model';
import { isRecord } from '../narrow';

const DIGEST_LENGTH = 12;

/** How much the input of a listed prediction has in common with what was sent. */
export type Likeness =
	/** It has the seed that was drawn for this submission and for no other. */
	| 'same'
	/** Every input is equal, with the model's defaults where one says nothing. */
	| 'equal'
	/** Not more can be said than that nothing contradicts. */
	| 'similar'
	/** The list shows no inputs. */
	| 'unseen'
	| 'different';

/** @returns a digest of each input: enough to compare with, and small however large a file in it is */
export function digestInput(input: IDataObject): Record<string, string> {
	return Object.fromEntries(
		Object.entries(input)
			.filter(([, value]) => !isEmpty(value))
			.map(([name, value]) => [name, digestValue(value)]),
	);
}

/** The input of a listed prediction, as much of it as is compared. */
export interface ListedInput {
	/** By input; what says nothing is left out. */
	digests: Record<string, string>;
	seed?: unknown;
}

/** @returns undefined where the list shows no inputs */
export function digestListedInput(listed: unknown): ListedInput | undefined {
	if (!isRecord(listed) || Object.keys(listed).length === 0) return undefined;
	const said = Object.entries(listed).filter(([, value]) => !isEmpty(value));
	return {
		digests: Object.fromEntries(said.map(([name, value]) => [name, digestValue(value)])),
		seed: listed.seed,
	};
}

/**
 * Compares what was sent with what a list says.
 * @param sent digests by input; undefined where it is not known what was sent
 * @param seed the one that was drawn for the submission, if any
 * @param model the schema with its defaults, where it can be had
 */
export function compareInput(
	{ sent, seed }: { sent?: Record<string, string>; seed?: number },
	listed: ListedInput | undefined,
	model: Model | undefined,
): Likeness {
	if (!listed) return 'unseen';
	if (seed !== undefined && listed.seed !== undefined)
		return Number(listed.seed) === seed ? 'same' : 'different';
	if (!sent) return 'similar';
	const defaults = new Map(model?.inputs?.map((input) => [input.name, input.default]));
	let likeness: Likeness = 'equal';
	for (const name of new Set([...Object.keys(sent), ...Object.keys(listed.digests)])) {
		const byDefault = defaults.get(name);
		const whereUnset = isEmpty(byDefault) ? undefined : digestValue(byDefault);
		const wanted = sent[name] ?? whereUnset;
		const found = listed.digests[name] ?? whereUnset;
		// A model that is given no seed draws one, and its prediction may say which.
		if (wanted === found || (name === 'seed' && sent.seed === undefined)) continue;
		// Only one of both says something, and what the other means by that is not known.
		if ((wanted === undefined || found === undefined) && !defaults.has(name)) likeness = 'similar';
		else return 'different';
	}
	return likeness;
}

/** What an API says of an input that was not sent and has no default. */
function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '' || value === false;
}

/** A number may come back as a text and the other way round. */
function digestValue(value: unknown): string {
	const plain = typeof value === 'number' ? String(value) : value;
	return digestOf(plain).slice(0, DIGEST_LENGTH);
}
