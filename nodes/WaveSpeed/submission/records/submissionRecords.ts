/*
 * Over 200 lines: two classes in one file, because a record writes through the run's records, with methods
 * that nothing else may call.
 */

import type { IContextObject, IExecutePaginationFunctions } from 'n8n-workflow';

import type { Api } from '../../api/api';
import { accountOf } from '../../api/connection';
import type { FailedAttempt } from '../../attempts/failedAttempt';
import { agentCallOf, type AgentCall } from '../../n8n/agentTool';
import { runIndexOf } from '../../n8n/runIndex';
import { VARIATIONS_AT_MOST } from '../../policy';
import { LostSubmissions, TakenPredictions } from './lostAndTaken';
import type { SubmissionIdentity } from '../request/seed';
import {
	readStored,
	shortDigest,
	type StoredSubmissions,
	type Submitted,
} from './storedSubmissions';

const KEY = 'waveSpeedSubmissions';

/** Submissions that a try in this process is dealing with: no other try may mistake them for abandoned ones. */
const claimedHere = new WeakSet<Submitted>();

/**
 * Reads what the node remembers in this execution.
 * @throws InputError for records of a newer version of this node: it cannot read what was paid for, and
 * would pay again
 */
export function openSubmissionRecords(host: IExecutePaginationFunctions): SubmissionRecords {
	const context: IContextObject = host.getContext('node');
	const runIndex = runIndexOf(host);
	const stored = readStored(context[KEY]);
	context[KEY] = stored;
	return new SubmissionRecords(stored, runIndex);
}

/** Identifies an item's place in the execution. */
interface Claimant {
	host: IExecutePaginationFunctions;
	index: number;
	member: number;
	variation?: number;
	/** Tells the account; items may have keys of their own. */
	api?: Pick<Api, 'connection'>;
}

/** What earlier tries have submitted for an item, or for one of its variations. */
export interface LeftBehind {
	/** Counting from 1; 1 also for an item that asks for one prediction. */
	variation: number;
	/** What may still be taken up. */
	submitted?: Submitted;
	/** The attempts that have failed, if further attempts were wanted. */
	attempts: readonly FailedAttempt[];
}

/** The records of one run of the node. */
export class SubmissionRecords {
	/** Ids that items of this run have taken up: no two may have the same. */
	readonly adopted = new Set<string>();
	private readonly lost = new Map<string, LostSubmissions>();
	private readonly claimed = new Map<number, SubmissionRecord>();
	private readonly taken: TakenPredictions;

	constructor(
		private readonly stored: StoredSubmissions,
		private readonly runIndex: number,
	) {
		this.taken = TakenPredictions.of(stored);
		this.packFormerRuns();
	}

	/**
	 * Claims the record of the item's place. The place counts, not what is sent: n8n evaluates
	 * expressions again in every try, and a random seed must not pay twice.
	 */
	claim({ host, index, member, variation = 1, api }: Claimant): SubmissionRecord {
		const claimed = this.claimed.get(member);
		if (claimed) return claimed;
		const call = agentCallOf(host);
		const { run, place } = this.placeOf(call, index, variation);
		const order = index * VARIATIONS_AT_MOST + variation - 1;
		const lost = this.lostOf(api);
		const record = new SubmissionRecord(this, { place, run, order }, lost, call?.argumentsDigest);
		record.takeOver(this.leftBehindAt(place) ?? (call && this.leftToCall(place, call)));
		this.claimed.set(member, record);
		return record;
	}

	/** The submissions of unknown id that items of this run are dealing with, of the account. */
	lostOf(api: Pick<Api, 'connection'> | undefined): LostSubmissions {
		const account = api === undefined ? '' : accountOf(api.connection);
		const known = this.lost.get(account) ?? new LostSubmissions();
		this.lost.set(account, known);
		return known;
	}

	/**
	 * What earlier tries have submitted for an item and its variations, as far as no other try is dealing
	 * with it; nothing is claimed.
	 */
	leftToItem({ host, index }: Pick<Claimant, 'host' | 'index'>): LeftBehind[] {
		const call = agentCallOf(host);
		const atPlaces = VARIATIONS.flatMap((variation) => {
			const { place } = this.placeOf(call, index, variation);
			const submitted = this.leftBehindAt(place);
			const attempts = this.attemptsAt(place);
			return submitted || attempts.length > 0 ? [{ variation, submitted, attempts }] : [];
		});
		if (!call || atPlaces.length > 0) return atPlaces;
		const toCall = Object.values(this.stored.open).flatMap((submissions) =>
			submissions.filter((one) => isLeftToCall(one, call)),
		);
		return toCall.map((submitted, place) => ({ variation: place + 1, submitted, attempts: [] }));
	}

	/** This try has finished the item. @param failed whether a later try may continue with it */
	release(member: number, failed: boolean): void {
		this.claimed.get(member)?.release(failed);
	}

	/** Whether a prediction belongs to another submission of this execution. */
	isTaken(predictionId: string): boolean {
		return this.taken.has(predictionId);
	}

	/** How many submissions of the place are over: failed and refunded, or answers of earlier equal calls. */
	overAt(place: string): number {
		return this.stored.refunded[place] ?? 0;
	}

	/** The failed attempts of the place, in the order in which they were made. */
	attemptsAt(place: string): readonly FailedAttempt[] {
		return this.stored.attempts[place] ?? [];
	}

	/** @internal used by SubmissionRecord */
	putAttempt(place: string, attempt: FailedAttempt): void {
		this.stored.attempts[place] = [...this.attemptsAt(place), attempt];
	}

	/** @internal used by SubmissionRecord */
	put(place: string, submitted: Submitted, before?: Submitted): void {
		const others = (this.stored.open[place] ?? []).filter((one) => one !== before);
		this.stored.open[place] = [...others, submitted];
		this.taken.add(submitted.predictionId);
	}

	/** @internal used by SubmissionRecord */
	drop(place: string, submitted: Submitted): void {
		const others = (this.stored.open[place] ?? []).filter((one) => one !== submitted);
		if (others.length > 0) this.stored.open[place] = others;
		else delete this.stored.open[place];
		this.pack(submitted);
	}

	/** @internal used by SubmissionRecord */
	countOver(place: string): void {
		this.stored.refunded[place] = this.overAt(place) + 1;
	}

	private placeOf(
		call: AgentCall | undefined,
		index: number,
		variation: number,
	): Pick<PlaceInRun, 'run' | 'place'> {
		const run = call ? `call:${call.id}` : String(this.runIndex);
		const placeOfItem = call ? run : `${run}:${index}`;
		return { run, place: variation === 1 ? placeOfItem : `${placeOfItem}:${variation}` };
	}

	private leftBehindAt(place: string): Submitted | undefined {
		return this.stored.open[place]?.find((one) => !claimedHere.has(one));
	}

	/** A model that gets an error calls again with the same arguments, as a new call. */
	private leftToCall(place: string, call: AgentCall): Submitted | undefined {
		for (const [other, submissions] of Object.entries(this.stored.open)) {
			const left = submissions.find((one) => isLeftToCall(one, call));
			if (!left) continue;
			const others = submissions.filter((one) => one !== left);
			if (others.length > 0) this.stored.open[other] = others;
			else delete this.stored.open[other];
			this.put(place, left);
			return left;
		}
		return undefined;
	}

	private pack({ predictionId }: Submitted): void {
		if (predictionId !== undefined) this.stored.taken += shortDigest(predictionId);
	}

	/** Of a loop's former iterations, only the owners of the predictions still matter. */
	private packFormerRuns(): void {
		for (const [place, submissions] of Object.entries(this.stored.open)) {
			if (!this.isOfFormerRun(place)) continue;
			for (const submitted of submissions) this.pack(submitted);
			delete this.stored.open[place];
		}
		for (const kept of [this.stored.refunded, this.stored.attempts]) {
			for (const place of Object.keys(kept)) if (this.isOfFormerRun(place)) delete kept[place];
		}
	}

	private isOfFormerRun(place: string): boolean {
		return !place.startsWith('call:') && Number.parseInt(place, 10) < this.runIndex;
	}
}

const VARIATIONS = Array.from({ length: VARIATIONS_AT_MOST }, (_one, place) => place + 1);

function isLeftToCall(submitted: Submitted, { argumentsDigest }: AgentCall): boolean {
	return (
		submitted.leftToNextCall === true &&
		!claimedHere.has(submitted) &&
		submitted.argumentsDigest === argumentsDigest
	);
}

interface PlaceInRun {
	place: string;
	/** The part that it shares with the other places of its run. */
	run: string;
	/** Grows with the items of a run, and with the variations of an item. */
	order: number;
}

/** The record of one item's place: its submission and its failed attempts. */
export class SubmissionRecord {
	readonly place: string;
	readonly order: number;
	private readonly run: string;
	private current?: Submitted;

	constructor(
		private readonly records: SubmissionRecords,
		{ place, run, order }: PlaceInRun,
		private readonly lost: LostSubmissions,
		private readonly argumentsDigest: string | undefined,
	) {
		this.place = place;
		this.run = run;
		this.order = order;
	}

	/** @param execution see `SubmissionOwner` @param attempt how many of this place have failed before */
	identityIn(execution: string, attempt: number): SubmissionIdentity {
		return { run: [execution, this.run, attempt], order: this.order };
	}

	/** What an earlier try left behind, or this one has written. */
	recall(): Submitted | undefined {
		return this.current;
	}

	/** How many submissions of this place have failed before. */
	get refunds(): number {
		return this.records.overAt(this.place);
	}

	/** The failed attempts of this place, if further attempts are wanted. */
	get attempts(): readonly FailedAttempt[] {
		return this.records.attemptsAt(this.place);
	}

	/** @internal */
	takeOver(submitted: Submitted | undefined): void {
		this.hold(submitted);
		if (!submitted) return;
		delete submitted.leftToNextCall;
		claimedHere.add(submitted);
	}

	remember(submitted: Submitted): void {
		const { argumentsDigest } = this;
		const kept = { ...submitted, ...(argumentsDigest !== undefined && { argumentsDigest }) };
		this.records.put(this.place, kept, this.current);
		this.hold(kept);
		claimedHere.add(kept);
	}

	/** Nothing was accepted, so there is nothing to remember. */
	forget(): void {
		if (this.current) this.records.drop(this.place, this.current);
		this.hold(undefined);
	}

	/** The prediction failed and was refunded: the next submission is a new one. */
	refunded(): void {
		this.records.countOver(this.place);
		this.forget();
	}

	/** An attempt failed and was refunded; it is kept for the row that lists all of them. */
	attemptFailed(attempt: FailedAttempt): void {
		this.records.putAttempt(this.place, attempt);
		this.refunded();
	}

	/** This try has finished the item. @param failed whether a later try may continue with it */
	release(failed: boolean): void {
		if (!this.current) return;
		claimedHere.delete(this.current);
		if (this.argumentsDigest === undefined) return;
		if (failed) {
			this.current.leftToNextCall = true;
			return;
		}
		// A call that has its answer is over; an equal one after it wants another prediction, and another seed.
		this.records.drop(this.place, this.current);
		this.records.countOver(this.place);
	}

	private hold(submitted: Submitted | undefined): void {
		this.lost.replace(this.current, submitted);
		this.current = submitted;
	}
}
