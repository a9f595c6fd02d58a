/*
 * Over 200 lines: its parts are classes of their own already, and what is left are short methods that
 * connect them. A second file would only hide which of them belong together.
 */

import type { IExecutePaginationFunctions } from 'n8n-workflow';

import type { Api } from '../api/api';
import { accountOf } from '../api/connection';
import { RateGate, Slots, type Traffic } from '../api/traffic';
import { OutcomeUnknownError, type WaveSpeedError } from '../errors/errorClasses';
import { inputItemsOf } from '../n8n/agentTool';
import {
	CREDENTIALS_READ_AT_ONCE,
	DOWNLOADS_IN_FLIGHT,
	REQUESTS_IN_FLIGHT,
	UPLOADS_IN_FLIGHT,
} from '../policy';
import {
	openSubmissionRecords,
	type SubmissionRecords,
} from '../submission/records/submissionRecords';
import type { Time } from '../time';
import { Barriers, type Stage } from './barriers';
import { ConcurrencyLimit } from './concurrencyLimit';
import { ItemsStarted } from './itemsStarted';
import { RunValues } from './runValues';
import { TimeSlicer } from './eventLoop';
import { PredictionLedger } from './predictionLedger';

/**
 * One run of the node: all items that n8n started together, what they share, and what they decide
 * together. n8n has no such concept for declarative nodes; it just starts one request for each item.
 *
 * Its members are the predictions: one for each item, with the item's number, and further variations of
 * an item, numbered from the number of items on.
 */
export class Run {
	readonly traffic: Traffic;
	readonly concurrency: ConcurrencyLimit;
	readonly ledger: PredictionLedger;
	/** Concurrent downloads; separate from the API's slots, which a long download would block. */
	readonly downloads = new Slots(DOWNLOADS_IN_FLIGHT);
	readonly uploads = new Slots(UPLOADS_IN_FLIGHT);
	/** Items that read a credential of their own. */
	readonly credentials = new Slots(CREDENTIALS_READ_AT_ONCE);
	private readonly barriers = new Barriers();
	private readonly itemsStarted: ItemsStarted;
	private readonly slicer: TimeSlicer;
	private startedItems = 0;
	private readonly values = new RunValues(async () => await this.turn());
	private readonly parts = new Map<unknown, Map<string, unknown>>();
	private readonly left = new Set<number>();
	private readonly failures = new Map<number, WaveSpeedError>();
	/** The failed member whose error n8n shows. */
	private firstFailure?: number;
	private submissionRecords?: SubmissionRecords;

	constructor(
		readonly itemCount: number,
		/** On Error is “Stop Workflow”: the node fails as a whole if one item fails. */
		readonly stopsOnError: boolean,
		private readonly time: Time,
	) {
		this.traffic = { gate: new RateGate(time), slots: new Slots(REQUESTS_IN_FLIGHT) };
		this.concurrency = new ConcurrencyLimit(time);
		this.ledger = new PredictionLedger(this.concurrency, time);
		this.itemsStarted = new ItemsStarted(itemCount, time);
		this.slicer = new TimeSlicer(time);
	}

	/** n8n has started an item. */
	join(itemIndex: number): void {
		this.startedItems++;
		this.barriers.join(itemIndex);
		this.itemsStarted.joined(itemIndex);
	}

	/**
	 * One more prediction of an item that has not reached the first barrier yet.
	 * @param variation counting from 1, which is the item's own
	 * @returns the number of the member
	 */
	joinVariation(itemIndex: number, variation: number): number {
		const member = this.memberOf(itemIndex, variation);
		this.barriers.join(member);
		return member;
	}

	/** @param variation counting from 1; undefined if the item asks for one prediction */
	memberOf(itemIndex: number, variation = 1): number {
		return itemIndex + (variation - 1) * this.itemCount;
	}

	/** @returns the index of the item that the member belongs to */
	itemOf(member: number): number {
		return member % this.itemCount;
	}

	isMember(itemIndex: number): boolean {
		return this.barriers.has(itemIndex);
	}

	/**
	 * Waits until n8n has started the items of the run.
	 * @returns false if n8n gave up in that loop (a broken expression in a later item, On Error at Stop):
	 * the node has already failed, and anything an item submitted now would be paid for and lost
	 */
	async everyItemStarted(): Promise<boolean> {
		await this.itemsStarted.complete();
		await this.slicer.turn();
		return !this.stopsOnError || this.startedItems >= this.itemCount;
	}

	/**
	 * Waits until every member of the run has come this far or has failed.
	 * @throws the first failed member's error if the node stops on errors
	 */
	async cross(stage: Stage, member: number): Promise<void> {
		await this.barriers.arrive(stage, member);
		await this.slicer.turn();
		this.throwIfFailed();
	}

	/** Waits for the caller's turn if many items are ready to continue at the same moment. */
	async turn(): Promise<void> {
		await this.slicer.turn();
	}

	/** @throws the first failed item's error if the node will fail with it anyway */
	throwIfFailed(): void {
		if (this.stopsOnError && this.firstFailure !== undefined)
			throw this.failures.get(this.firstFailure);
	}

	/** A member has ended. @param error why, if it failed */
	leave(member: number, error?: WaveSpeedError): void {
		if (this.left.has(member)) return;
		this.left.add(member);
		if (error !== undefined) {
			this.failures.set(member, error);
			if (this.firstFailure === undefined || this.isBefore(member, this.firstFailure))
				this.firstFailure = member;
			if (error instanceof OutcomeUnknownError && error.itemIndex === this.itemOf(member))
				this.ledger.outcomeUnknown(member, String(error.details.submittedAt));
		}
		this.submissionRecords?.release(member, error !== undefined);
		this.ledger.left(member);
		this.barriers.leave(member);
	}

	/** Resolves when all items of the run have ended. */
	async everyoneLeft(): Promise<void> {
		await this.barriers.opened('left');
	}

	/**
	 * @returns the errors of the items that failed by themselves, by item; for an item with variations, its
	 * first
	 */
	ownFailures(): Array<[number, WaveSpeedError]> {
		const own = new Map<number, WaveSpeedError>();
		for (const [member, error] of [...this.failures].sort(([one], [other]) => one - other)) {
			const item = this.itemOf(member);
			if (error.itemIndex === item && !own.has(item)) own.set(item, error);
		}
		return [...own].sort(([one], [other]) => one - other);
	}

	everyFailure(): WaveSpeedError[] {
		return [...this.failures.values()];
	}

	/** Whether the member's error is the one that n8n shows if the node fails as a whole. */
	isFirstFailure(member: number): boolean {
		return member === this.firstFailure;
	}

	/** n8n shows the error of the first item, which is the error of its first variation. */
	private isBefore(member: number, other: number): boolean {
		const [item, otherItem] = [this.itemOf(member), this.itemOf(other)];
		return item === otherItem ? member < other : item < otherItem;
	}

	/** What earlier tries submitted, read once for the run. */
	records(host: IExecutePaginationFunctions): SubmissionRecords {
		return (this.submissionRecords ??= openSubmissionRecords(host));
	}

	/**
	 * A value computed once for the run, however many items ask for it under the same name.
	 * Nobody changes it: state that changes during the run is an instance of a class (`shared`).
	 * @throws what the task throws, the same for every item that asks
	 */
	async once<T>(name: string, task: () => Promise<T>): Promise<T> {
		return await this.values.once(name, task);
	}

	/**
	 * The same for what an account answers: an item may have its own key, and another account has other
	 * predictions, prices and charges.
	 * @param api the item's own
	 */
	async oncePerAccount<T>({ connection }: Api, name: string, task: () => Promise<T>): Promise<T> {
		return await this.once(`${name} of ${accountOf(connection)}`, task);
	}

	/**
	 * The run's only instance of a class: state that a step shares between all items of the run.
	 * @param account from `accountOf`, for state that differs by account: an item may have its own key
	 */
	shared<T>(Part: new (time: Time) => T, account = ''): T {
		const ofClass = this.parts.get(Part) ?? new Map<string, unknown>();
		const part = (ofClass.get(account) as T | undefined) ?? new Part(this.time);
		this.parts.set(Part, ofClass.set(account, part));
		return part;
	}
}

/** All items of a run share one IExecuteData object; a new try brings a new object and so a new run. */
const current = new WeakMap<object, Run>();

/** Call it before the item's first await: see `ItemsStarted`. */
export function joinRun(host: IExecutePaginationFunctions, time: Time): Run {
	const key: object = host.getExecuteData() ?? host;
	const itemIndex = host.getItemIndex();
	let run = current.get(key);
	if (!run || run.isMember(itemIndex)) {
		run = new Run(inputItemsOf(host)?.length ?? 1, !host.continueOnFail(), time);
		current.set(key, run);
	}
	run.join(itemIndex);
	return run;
}
