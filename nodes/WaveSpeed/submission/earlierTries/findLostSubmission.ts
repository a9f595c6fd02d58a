import { readPrediction, type Prediction } from '../../api/prediction';
import { findModel } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import {
	CLOCK_SKEW_LIMIT,
	LIST_PAGES,
	LOST_SUBMISSION_WINDOW,
	SUBMISSION_CLOCK_TOLERANCE,
} from '../../policy';
import type { SubmissionOwner } from '../records/submissionOwner';
import { compareInput, type Likeness } from '../request/sentInput';
import { readListOfModel, type ListedPrediction } from './listOfModel';

/** A submission of unknown outcome. */
export interface LostSubmission {
	model: string;
	/** The earliest time at which it was sent, on this machine's clock. */
	since: Date;
	/** The latest time at which it was sent. @default `since` */
	until?: Date;
	/**
	 * Drawn for this submission alone, undefined if none was; several if it is unknown which of them was
	 * sent.
	 */
	seeds: ReadonlyArray<number | undefined>;
	/** Digests of what was sent; undefined if that is unknown. */
	sent?: Record<string, string>;
	fingerprint: string;
	owner: SubmissionOwner;
	/** The same place in the executions that this one retries, from n8n's list. */
	formerOwners?: readonly string[];
	/** How many lost submissions of this run equal this one, itself included. */
	equalLosses: number;
	/** How many submissions of this run to the same model are lost. */
	lossesOfModel: number;
	/**
	 * The place may have made several attempts, which are looked for one after another: the oldest counts,
	 * and a failed one beside it is not a rival.
	 * @default the newest counts
	 */
	attemptByAttempt?: boolean;
	/** Whether a prediction belongs to another submission of this execution. */
	isTaken(predictionId: string): boolean;
}

export interface SearchResult {
	/** The only prediction that can be the lost one, as listed. */
	found?: Prediction;
	/** Ids of predictions that may be the lost one, or belong to somebody else. */
	candidates: string[];
}

/**
 * Looks for a lost submission in the account's list of predictions. It accepts a prediction only if it
 * cannot be another's: because it has the seed drawn for this submission; or because it equals what was
 * sent, was made at that time, and nobody else is known to look for an equal one. It reports all others
 * that may be the lost one.
 * @throws CallFailure if the list cannot be fetched
 */
export async function findLostSubmission(item: Item, lost: LostSubmission): Promise<SearchResult> {
	const { rows, serverAheadMs } = await listSince(item, lost.model, lost.since);
	const { adopted } = item.run.records(item.host);
	const model = await findModel(item, lost.model).catch(() => undefined);
	const registry = item.services.submissions;
	const { formerOwners = [], attemptByAttempt = false } = lost;
	const isFormer = (id: string) => formerOwners.some((owner) => registry.belongsTo(id, owner));
	const free = rows.filter(
		({ id }) =>
			!lost.isTaken(id) &&
			!adopted.has(id) &&
			(isFormer(id) || !registry.belongsToAnother(id, lost.owner.place)),
	);
	const seeds = lost.seeds.length > 0 ? lost.seeds : [undefined];
	const byLikeness = new Map<Likeness, ListedPrediction[]>();
	for (const row of free) {
		const likenesses = seeds.map((seed) => compareInput({ ...lost, seed }, row.input, model));
		const likeness = likenesses.find((one) => one !== 'different') ?? 'different';
		byLikeness.set(likeness, [...(byLikeness.get(likeness) ?? []), row]);
	}
	const like = (likeness: Likeness) => byLikeness.get(likeness) ?? [];
	const adopt = ({ id, fields }: ListedPrediction): SearchResult => {
		adopted.add(id);
		const { secrets } = item.api.connection;
		return { found: readPrediction(fields, { id, secrets }), candidates: [] };
	};

	// Newest first: of several submissions of one place the last one counts.
	const proven = [...free.filter(({ id }) => isFormer(id)), ...like('same')];
	const own = attemptByAttempt ? oldestOf(proven) : proven[0];
	if (own) return adopt(own);

	const earliest = lost.since.getTime() + serverAheadMs - SUBMISSION_CLOCK_TOLERANCE;
	const latest = (lost.until ?? lost.since).getTime() + serverAheadMs + LOST_SUBMISSION_WINDOW;
	const inTime = ({ createdAt }: ListedPrediction) => createdAt >= earliest && createdAt <= latest;
	const equal = like('equal').filter(inTime);
	const { execution } = lost.owner;
	// Oldest first: equal submissions each take one, in the order they were sent.
	const [oldest] = [...equal].reverse();
	const rivals = attemptByAttempt ? equal.filter((one) => !hasFailed(one)) : equal;
	if (oldest && rivals.length <= lost.equalLosses) {
		if (!registry.hasRival(execution, lost.model, lost.fingerprint)) return adopt(oldest);
	}
	const notBefore = ({ createdAt }: ListedPrediction) => !(createdAt < earliest);
	const unseen = like('unseen').filter(notBefore);
	const [only] = unseen;
	const isAlone = equal.length === 0 && like('similar').length === 0 && lost.lossesOfModel === 1;
	if (only && unseen.length === 1 && isAlone && inTime(only)) {
		if (!registry.hasRival(execution, lost.model, undefined)) return adopt(only);
	}
	const others = [
		...like('equal').filter(notBefore),
		...like('similar').filter(notBefore),
		...unseen,
	];
	return { candidates: [...new Set(others.map(({ id }) => id))] };
}

function oldestOf(rows: ListedPrediction[]): ListedPrediction | undefined {
	const made = ({ createdAt }: ListedPrediction) => createdAt || Infinity;
	return [...rows].sort((one, other) => made(one) - made(other))[0];
}

function hasFailed({ fields }: ListedPrediction): boolean {
	return readPrediction(fields).standing === 'failed';
}

interface RecentPredictions {
	rows: ListedPrediction[];
	/** How far the server's clock is ahead of this machine's; milliseconds. */
	serverAheadMs: number;
}

/** Read once for all lost submissions of a run and account: an item that asks later was lost later. */
async function listSince(item: Item, model: string, since: Date): Promise<RecentPredictions> {
	const lost = item.run.records(item.host).lostOf(item.api);
	const earliest = Math.min(since.getTime(), lost.earliest(model));
	const name = `predictions of ${model} since ${earliest}`;
	return await item.run.oncePerAccount(item.api, name, async () => {
		return await readList(item, model, earliest);
	});
}

async function readList(item: Item, model: string, earliest: number): Promise<RecentPredictions> {
	let serverAheadMs = 0;
	const rows: ListedPrediction[] = [];
	await readListOfModel(item, {
		model,
		// Wider than needed, because only the answer shows how wrong this machine's clock is.
		createdAfter: new Date(earliest - CLOCK_SKEW_LIMIT),
		pages: LIST_PAGES,
		onRow: (row) => rows.push(row),
		onServerAhead: (ms) => (serverAheadMs = ms),
		isEnough: (oldest) => oldest < earliest + serverAheadMs - SUBMISSION_CLOCK_TOLERANCE,
	});
	rows.sort((one, other) => (other.createdAt || 0) - (one.createdAt || 0));
	return { rows, serverAheadMs };
}
