import type { IContextObject, IExecutePaginationFunctions } from 'n8n-workflow';

import { InputError } from '../errors/errorClasses';
import { agentCallOf, type AgentCall } from '../n8n/agentTool';
import { runIndexOf } from '../n8n/runIndex';
import { isRecord, readNumber, readText } from '../schema/narrow';
import { digestOf } from '../digest';

/** What the node remembers of one submission. */
export interface Submitted {
	/** When the POST was about to be sent, ISO 8601. Without an id nobody knows whether it was accepted. */
	since: string;
	model: string;
	/** Tells whether a later try would send something else. */
	fingerprint: string;
	/** A digest of each input that was sent; needed as long as there is no id. */
	sent?: Record<string, string>;
	/** The seed that the node drew for it. */
	seed?: number;
	predictionId?: string;
	/** How the outcome got lost, in the words of the error: later tries fail with the same ones. */
	lostBecause?: string;
	/** What it was quoted at, in US dollars. */
	quotedPriceUsd?: number;
	/** For an agent's call: what the model passed, in short. */
	argumentsDigest?: string;
	/** The tool call that sent it failed: the next call with the same arguments goes on with it. */
	leftToNextCall?: boolean;
}

/**
 * How it is kept in the node context, which n8n stores with the execution: it survives Retry On Fail,
 * waiting and a retry from the list of executions (measured on n8n 2.41.1).
 */
interface Stored {
	version: 2;
	/** By the item's place. A place has several only where parallel tool calls share it. */
	open: Record<string, Submitted[]>;
	/** Submissions of a place that came to nothing and were refunded. */
	refunded: Record<string, number>;
	/** What belongs to other places for good: 10 characters of a digest for each id, joined. */
	taken: string;
}

const KEY = 'waveSpeedSubmissions';
const TAKEN_LENGTH = 10;

/** Submissions that a try in this process is dealing with: no other try may take them for left behind. */
const inHand = new WeakSet<Submitted>();

/**
 * Reads what the node remembers in this execution.
 * @throws InputError for a memory that a newer version of this node has written: what it paid for
 * cannot be read, and would be paid for again
 */
export function openSubmissionRecords(host: IExecutePaginationFunctions): SubmissionRecords {
	const context: IContextObject = host.getContext('node');
	const runIndex = runIndexOf(host);
	const stored = readStored(context[KEY]);
	context[KEY] = stored;
	return new SubmissionRecords(stored, runIndex);
}

/** The memory of one run of the node. */
export class SubmissionRecords {
	private readonly claimed = new Map<number, SubmissionRecord>();

	constructor(
		private readonly stored: Stored,
		private readonly runIndex: number,
	) {
		this.packFormerRuns();
	}

	/**
	 * Takes the record of the item's place in hand. The place counts, and not what is sent: n8n evaluates
	 * expressions anew in every try, and a random seed must not pay twice.
	 */
	claim(host: IExecutePaginationFunctions): SubmissionRecord {
		const itemIndex = host.getItemIndex();
		const claimed = this.claimed.get(itemIndex);
		if (claimed) return claimed;
		const call = agentCallOf(host);
		const place = call ? `call:${call.id}` : `${this.runIndex}:${itemIndex}`;
		const record = new SubmissionRecord(this, place, call?.argumentsDigest);
		record.takeInHand(this.leftBehindAt(place) ?? (call && this.leftToCall(place, call)));
		this.claimed.set(itemIndex, record);
		return record;
	}

	/** This try is done with the item. @param failed whether a later try may go on with it */
	release(itemIndex: number, failed: boolean): void {
		this.claimed.get(itemIndex)?.release(failed);
	}

	/** Whether a prediction belongs to something else that this execution has submitted. */
	isTaken(predictionId: string): boolean {
		const digest = shortDigest(predictionId);
		for (let at = 0; at < this.stored.taken.length; at += TAKEN_LENGTH) {
			if (this.stored.taken.startsWith(digest, at)) return true;
		}
		return Object.values(this.stored.open).some((submissions) =>
			submissions.some((one) => one.predictionId === predictionId),
		);
	}

	/** The submissions to a model that items of this run have in hand without knowing their ids. */
	lossesOf(model: string): Submitted[] {
		return [...this.claimed.values()].flatMap((record) => {
			const submitted = record.recall();
			const isLost = submitted && submitted.predictionId === undefined;
			return isLost && (submitted.model === model || submitted.model === '') ? [submitted] : [];
		});
	}

	/** How many submissions of the place came to nothing and were refunded. */
	refundedAt(place: string): number {
		return this.stored.refunded[place] ?? 0;
	}

	/** @internal used by SubmissionRecord */
	put(place: string, submitted: Submitted, before?: Submitted): void {
		const others = (this.stored.open[place] ?? []).filter((one) => one !== before);
		this.stored.open[place] = [...others, submitted];
	}

	/** @internal used by SubmissionRecord */
	drop(place: string, submitted: Submitted): void {
		const others = (this.stored.open[place] ?? []).filter((one) => one !== submitted);
		if (others.length > 0) this.stored.open[place] = others;
		else delete this.stored.open[place];
		this.pack(submitted);
	}

	/** @internal used by SubmissionRecord */
	countRefund(place: string): void {
		this.stored.refunded[place] = this.refundedAt(place) + 1;
	}

	private leftBehindAt(place: string): Submitted | undefined {
		return this.stored.open[place]?.find((one) => !inHand.has(one));
	}

	/** A model that is told of a failure calls again with the same arguments, as a new call. */
	private leftToCall(place: string, { argumentsDigest }: AgentCall): Submitted | undefined {
		for (const [other, submissions] of Object.entries(this.stored.open)) {
			const left = submissions.find(
				(one) =>
					one.leftToNextCall === true &&
					!inHand.has(one) &&
					one.argumentsDigest === argumentsDigest,
			);
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

	/** Of a loop's former iterations nothing is needed but whose their predictions are. */
	private packFormerRuns(): void {
		for (const [place, submissions] of Object.entries(this.stored.open)) {
			if (place.startsWith('call:') || Number.parseInt(place, 10) >= this.runIndex) continue;
			for (const submitted of submissions) this.pack(submitted);
			delete this.stored.open[place];
		}
	}
}

/** The submission of one item's place. */
export class SubmissionRecord {
	private current?: Submitted;

	constructor(
		private readonly records: SubmissionRecords,
		readonly place: string,
		private readonly argumentsDigest: string | undefined,
	) {}

	/** What an earlier try left behind, or this one has written. */
	recall(): Submitted | undefined {
		return this.current;
	}

	/** How many submissions of this place have come to nothing before. */
	get refunds(): number {
		return this.records.refundedAt(this.place);
	}

	/** @internal */
	takeInHand(submitted: Submitted | undefined): void {
		this.current = submitted;
		if (!submitted) return;
		delete submitted.leftToNextCall;
		inHand.add(submitted);
	}

	remember(submitted: Submitted): void {
		const { argumentsDigest } = this;
		const kept = { ...submitted, ...(argumentsDigest !== undefined && { argumentsDigest }) };
		this.records.put(this.place, kept, this.current);
		this.current = kept;
		inHand.add(kept);
	}

	/** Nothing was accepted: there is nothing to remember. */
	forget(): void {
		if (this.current) this.records.drop(this.place, this.current);
		this.current = undefined;
	}

	/** The prediction has come to nothing and is refunded: the next submission is a new one. */
	refunded(): void {
		this.records.countRefund(this.place);
		this.forget();
	}

	/** This try is done with the item. @param failed whether a later try may go on with it */
	release(failed: boolean): void {
		if (!this.current) return;
		inHand.delete(this.current);
		if (this.argumentsDigest === undefined) return;
		// A call that has its answer is over; an equal one after it wants another prediction.
		if (failed) this.current.leftToNextCall = true;
		else this.records.drop(this.place, this.current);
	}
}

function shortDigest(predictionId: string): string {
	return digestOf(predictionId).slice(0, TAKEN_LENGTH);
}

function readStored(value: unknown): Stored {
	if (!isRecord(value)) return { version: 2, open: {}, refunded: {}, taken: '' };
	const { version } = value;
	if (version === 2) {
		// The object itself stays: parallel calls of a tool share it.
		return Object.assign(value, {
			version: 2 as const,
			open: readOpen(value.open),
			refunded: readCounts(value.refunded),
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
		// The same objects, so that what a try has in hand is known as such.
		const submissions = (Array.isArray(list) ? list : []).filter(isSubmitted);
		if (submissions.length > 0) open[place] = submissions;
	}
	return open;
}

function isSubmitted(value: unknown): value is Submitted {
	return isRecord(value) && typeof value.since === 'string';
}

function readCounts(value: unknown): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const [place, count] of Object.entries(isRecord(value) ? value : {})) {
		if (typeof count === 'number') counts[place] = count;
	}
	return counts;
}

/** Version 0.1.0 wrote `{"run:item:fingerprint": submission}`; an execution may have been parked by it. */
function fromVersion1(value: Record<string, unknown>): Stored {
	const stored: Stored = { version: 2, open: {}, refunded: {}, taken: '' };
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
