import { readFailedAttempts, type FailedAttempt } from '../../attempts/failedAttempt';
import { digestOf } from '../../digest';
import { InputError } from '../../errors/errorClasses';
import { isRecord, readBoolean, readDate, readNumber, readText } from '../../narrow';
import type { ReuseOutcome } from '../../reuse/reuseOutcome';

/** What the node remembers about one submission. */
export interface Submitted {
	/** When the POST was about to be sent, ISO 8601. Without an id it is unknown whether it was accepted. */
	since: string;
	model: string;
	/** Shows whether a later try would send something else. */
	fingerprint: string;
	/** A digest of each sent input; needed as long as there is no id. */
	sent?: Record<string, string>;
	/** The seed that the node drew for it. */
	seed?: number;
	predictionId?: string;
	/** How the answer was lost, in the error's words: later tries fail with the same words. */
	lostBecause?: string;
	/** The quoted price, in US dollars. */
	quotedPriceUsd?: number;
	/** Whether it was paid for before this execution; undefined if reuse is off. */
	reuse?: ReuseOutcome;
	/** For an agent's call: a digest of the model's arguments. */
	argumentsDigest?: string;
	/** The tool call that sent it failed: the next call with the same arguments continues with it. */
	leftToNextCall?: boolean;
}

/**
 * The form in the node context, which n8n stores with the execution: it survives Retry On Fail, waiting
 * and a retry from the list of executions (measured on n8n 2.41.1).
 */
export interface StoredSubmissions {
	version: 2;
	/** By the item's place. A place has several only if parallel tool calls share it. */
	open: Record<string, Submitted[]>;
	/** How many submissions of a place are over: failed and refunded, or answers of an agent's earlier calls. */
	refunded: Record<string, number>;
	/** The attempts that a row lists: only if the user wants further attempts. */
	attempts: Record<string, FailedAttempt[]>;
	/** Predictions that belong to other places for good: 10 characters of a digest for each id, joined. */
	taken: string;
}

/** Characters of the digest of an id. */
const TAKEN_LENGTH = 10;

/** @param taken as stored: digests of equal length, joined */
export function takenDigests(taken: string): string[] {
	return Array.from({ length: taken.length / TAKEN_LENGTH }, (_, index) =>
		taken.slice(index * TAKEN_LENGTH, (index + 1) * TAKEN_LENGTH),
	);
}

/** What is kept of an id that only needs to be recognised. */
export function shortDigest(predictionId: string): string {
	return digestOf(predictionId).slice(0, TAKEN_LENGTH);
}

/**
 * @param value the content of the node context, from this version of the node or another
 * @throws InputError for data of a newer version
 */
export function readStored(value: unknown): StoredSubmissions {
	if (!isRecord(value)) return { version: 2, open: {}, refunded: {}, attempts: {}, taken: '' };
	const { version } = value;
	if (version === 2) {
		// The object itself stays: parallel calls of a tool share it.
		return Object.assign(value, {
			version: 2 as const,
			open: readOpen(value.open),
			refunded: readCounts(value.refunded),
			attempts: readAttempts(value.attempts),
			taken: readText(value.taken) ?? '',
		});
	}
	if (version === undefined) return fromVersion1(value);
	throw new InputError(
		'This execution was begun by a newer version of this node, and what it has submitted cannot be read. Update the node, then run the execution again. Nothing was submitted.',
		{ reason: 'nodeSettings' },
	);
}

function readOpen(value: unknown): Record<string, Submitted[]> {
	const open: Record<string, Submitted[]> = {};
	for (const [place, list] of Object.entries(isRecord(value) ? value : {})) {
		// The same objects, so that a try still recognises the ones it is working on.
		const submissions = (Array.isArray(list) ? list : []).flatMap(
			(one) => readSubmitted(one) ?? [],
		);
		if (submissions.length > 0) open[place] = submissions;
	}
	return open;
}

/** What a submission may lack. */
const OPTIONAL: { [Name in keyof Submitted]?: (value: unknown) => unknown } = {
	sent: readTexts,
	seed: readNumber,
	predictionId: readText,
	lostBecause: readText,
	quotedPriceUsd: readNumber,
	reuse: readReuse,
	argumentsDigest: readText,
	leftToNextCall: readBoolean,
};

/**
 * Removes what is damaged in a submission and keeps the rest: if none of it stayed, the item would be
 * submitted and paid for once more.
 * @returns the same object; undefined if it is not a submission
 */
function readSubmitted(value: unknown): Submitted | undefined {
	if (!isRecord(value) || (readText(value.since) ?? readText(value.predictionId)) === undefined)
		return undefined;
	for (const [name, read] of Object.entries(OPTIONAL)) {
		const { [name]: stored } = value;
		if (stored !== undefined && read(stored) === undefined) delete value[name];
	}
	return Object.assign(value, {
		// An unknown time counts as the oldest possible, so that every prediction is looked at.
		since: (readDate(value.since) ?? new Date(0)).toISOString(),
		model: readText(value.model) ?? '',
		fingerprint: readText(value.fingerprint) ?? '',
	});
}

function readTexts(value: unknown): Record<string, string> | undefined {
	const isWhole = isRecord(value) && Object.values(value).every((one) => typeof one === 'string');
	return isWhole ? (value as Record<string, string>) : undefined;
}

function readReuse(value: unknown): ReuseOutcome | undefined {
	if (!isRecord(value)) return undefined;
	const { reused, savedUsd, note } = value;
	const isWhole =
		typeof reused === 'boolean' &&
		(savedUsd === undefined || readNumber(savedUsd) !== undefined) &&
		(note === undefined || readText(note) !== undefined);
	return isWhole ? (value as unknown as ReuseOutcome) : undefined;
}

function readCounts(value: unknown): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const [place, count] of Object.entries(isRecord(value) ? value : {})) {
		if (typeof count === 'number') counts[place] = count;
	}
	return counts;
}

function readAttempts(value: unknown): Record<string, FailedAttempt[]> {
	const attempts: Record<string, FailedAttempt[]> = {};
	for (const [place, list] of Object.entries(isRecord(value) ? value : {})) {
		attempts[place] = readFailedAttempts(list);
	}
	return attempts;
}

/** Version 0.1.0 wrote `{"run:item:fingerprint": submission}`; an execution may have been parked by it. */
function fromVersion1(value: Record<string, unknown>): StoredSubmissions {
	const stored: StoredSubmissions = {
		version: 2,
		open: {},
		refunded: {},
		attempts: {},
		taken: '',
	};
	for (const [key, entry] of Object.entries(value)) {
		if (!isRecord(entry) || typeof entry.since !== 'string') continue;
		const predictionId = readText(entry.predictionId);
		const [run, item] = key.split(':');
		if (item === 'ended') {
			if (predictionId !== undefined) stored.taken += shortDigest(predictionId);
			continue;
		}
		const quotedPriceUsd = readNumber(entry.quotedPriceUsd);
		const lostBecause = readText(entry.lostBecause);
		stored.open[`${run}:${item}`] = [
			{
				since: entry.since,
				model: '',
				fingerprint: '',
				...(predictionId !== undefined && { predictionId }),
				...(quotedPriceUsd !== undefined && { quotedPriceUsd }),
				...(lostBecause !== undefined && { lostBecause }),
			},
		];
	}
	return stored;
}
