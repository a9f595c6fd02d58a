import type { IDataObject } from 'n8n-workflow';

import { digestOf } from '../../digest';
import type { Model } from '../../models/model';
import { isRecord } from '../../narrow';
import type { ModelRequest } from './readRequest';

const DIGEST_LENGTH = 12;

/** How much the input of a listed prediction has in common with what was sent. */
export type Likeness =
	/** It has the seed that was drawn for this submission alone. */
	| 'same'
	/** Every input is equal, with the model's defaults for missing ones. */
	| 'equal'
	/** Nothing contradicts it, but not everything can be compared. */
	| 'similar'
	/** The list shows no inputs. */
	| 'unseen'
	| 'different';

/** @returns a digest of each input: enough to compare, and small even for a large file */
export function digestInput(input: IDataObject): Record<string, string> {
	return Object.fromEntries(
		Object.entries(input)
			.filter(([, value]) => !isEmpty(value))
			.map(([name, value]) => [name, digestValue(value)]),
	);
}

/** The input of a listed prediction, reduced to what is compared. */
export interface ListedInput {
	/** By input, without empty ones. */
	digests: Record<string, string>;
	seed?: unknown;
}

/** @returns undefined if the list shows no inputs */
export function digestListedInput(listed: unknown): ListedInput | undefined {
	if (!isRecord(listed) || Object.keys(listed).length === 0) return undefined;
	const given = Object.entries(listed).filter(([, value]) => !isEmpty(value));
	return {
		digests: Object.fromEntries(given.map(([name, value]) => [name, digestValue(value)])),
		seed: listed.seed,
	};
}

/**
 * Compares what was sent with a listed input.
 * @param sent digests by input; undefined if it is unknown what was sent
 * @param seed the one drawn for the submission, if any
 * @param model the schema with its defaults, if known
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
	const defaults = defaultsOf(model);
	let likeness: Likeness = 'equal';
	for (const name of new Set([...Object.keys(sent), ...Object.keys(listed.digests)])) {
		const wanted = meaningOf(sent[name], defaults.get(name));
		const found = meaningOf(listed.digests[name], defaults.get(name));
		// A model without a given seed draws one, and its prediction may show it.
		if (wanted === found || (name === 'seed' && sent.seed === undefined)) continue;
		// Only one of them has a value, and the meaning of the missing one is unknown.
		if ((wanted === undefined || found === undefined) && !defaults.has(name)) likeness = 'similar';
		else return 'different';
	}
	return likeness;
}

/**
 * Equal digests for inputs that mean the same: a missing input means the model's default.
 * @param digests of the given inputs, by input
 * @param isLeftOut says which inputs do not count
 */
export function digestMeaning(
	digests: Readonly<Record<string, string>>,
	model: Model | undefined,
	isLeftOut: (name: string) => boolean = () => false,
): string {
	const defaults = defaultsOf(model);
	const meanings = [...new Set([...defaults.keys(), ...Object.keys(digests)])]
		.filter((name) => !isLeftOut(name))
		.sort()
		.map((name) => [name, meaningOf(digests[name], defaults.get(name))])
		.filter(([, meaning]) => meaning !== undefined);
	return digestOf(meanings);
}

function defaultsOf(model: Model | undefined): Map<string, unknown> {
	return new Map(model?.inputs?.map((input) => [input.name, input.default]));
}

/** @returns undefined for an input without a value, given or by default */
function meaningOf(digest: string | undefined, byDefault: unknown): string | undefined {
	const isOffByDefault = isEmpty(byDefault) || byDefault === false;
	if (digest === undefined) return isOffByDefault ? undefined : digestValue(byDefault);
	return isOffByDefault && digest === DIGEST_OF_FALSE ? undefined : digest;
}

/** What an API returns for an input that was not sent and has no default. */
function isEmpty(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		value === '' ||
		(Array.isArray(value) && value.length === 0)
	);
}

/** A number may come back as a text, and the other way round. */
function digestValue(value: unknown): string {
	const plain = typeof value === 'number' ? String(value) : value;
	return digestOf(plain).slice(0, DIGEST_LENGTH);
}

const DIGEST_OF_FALSE = digestValue(false);

/** Identifies a request: 32 hexadecimal digits, the same for the same model and input. */
export function fingerprintOf({ model, input }: ModelRequest): string {
	return digestOf(model, input);
}
