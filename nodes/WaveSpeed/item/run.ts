import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { RateGate } from '../api/rateGate';
import { Slots } from '../api/slots';
import type { Traffic } from '../api/api';
import { DOWNLOADS_IN_FLIGHT, REQUESTS_IN_FLIGHT, UPLOADS_IN_FLIGHT } from '../policy';
import type { Time } from '../time';
import { OutcomeUnknownError, WaveSpeedError } from '../errors/errorClasses';
import { Checkpoint } from './barrier';
import { ConcurrencyLimit } from './concurrencyLimit';
import { inputItemsOf } from '../n8n/agentTool';

/** A prediction of the run, for the error of a run that failed after paying for some. */
export interface PaidPrediction {
	item: number;
	predictionId: string;
}

/** A submission of the run of which nobody knows whether it was accepted. */
export interface PossibleCharge {
	item: number;
	/** ISO 8601, on this machine's clock. */
	submittedAt: string;
}

/**
 * One run of the node: all items that n8n started together, what they share, and what they decide
 * together. n8n knows no such thing for declarative nodes; it only starts one request per item.
 */
export class Run {
	readonly traffic: Traffic;
	readonly flights: ConcurrencyLimit;
	/** Files under way at once; apart from the API's slots, which a long download would block. */
	readonly downloads = new Slots(DOWNLOADS_IN_FLIGHT);
	readonly uploads = new Slots(UPLOADS_IN_FLIGHT);
	readonly paid: PaidPrediction[] = [];
	/** When a submission was last accepted or a prediction last ended, on the run's clock. */
	lastProgress: number;
	/** Ids taken from the prediction list in this run: no two items may adopt the same. */
	readonly adopted = new Set<string>();
	private readonly members = new Set<number>();
	private readonly departed = new Map<number, unknown>();
	private readonly checkpoints = new Map<string, Checkpoint>();
	private readonly shared = new Map<string, Promise<unknown>>();

	constructor(
		readonly itemCount: number,
		/** On Error is “Stop Workflow”: the node fails as a whole when one item fails. */
		readonly stopsOnError: boolean,
		private readonly time: Time,
	) {
		this.traffic = { gate: new RateGate(time), slots: new Slots(REQUESTS_IN_FLIGHT) };
		this.flights = new ConcurrencyLimit(time);
		this.lastProgress = time.now();
	}

	join(itemIndex: number): void {
		this.members.add(itemIndex);
	}

	isMember(itemIndex: number): boolean {
		return this.members.has(itemIndex);
	}

	/**
	 * Waits one tick. n8n starts the items in one synchronous loop, so after it all of them have joined.
	 * @returns false when n8n gave up in that loop (a broken expression at a later item, On Error at
	 * Stop): the node has failed already, and whatever an item did now would be paid for and lost
	 */
	async assembled(): Promise<boolean> {
		await Promise.resolve();
		return !this.stopsOnError || this.members.size >= this.itemCount;
	}

	/**
	 * Waits until every item of the run has come this far or has failed.
	 * @throws the first failed item's error when one failed and the node stops on errors
	 */
	async checkpoint(name: string, itemIndex: number): Promise<void> {
		await this.line(name).arrive(itemIndex);
		this.throwIfDoomed();
	}

	private line(name: string): Checkpoint {
		let checkpoint = this.checkpoints.get(name);
		if (!checkpoint) {
			checkpoint = new Checkpoint(this.members, this.departed);
			this.checkpoints.set(name, checkpoint);
		}
		return checkpoint;
	}

	/** @throws the first failed item's error where the node is going to fail with it anyway */
	throwIfDoomed(): void {
		if (!this.stopsOnError) return;
		const failed = [...this.departed].filter(([, error]) => error !== undefined);
		failed.sort(([one], [other]) => one - other);
		if (failed[0]) throw failed[0][1];
	}

	/** An item's life is over. @param error why, where it failed */
	leave(itemIndex: number, error?: unknown): void {
		if (this.departed.has(itemIndex)) return;
		this.departed.set(itemIndex, error);
		this.flights.landed(itemIndex);
		for (const checkpoint of this.checkpoints.values()) checkpoint.look();
	}

	/** Items whose submission may have been charged although nobody knows a prediction of theirs. */
	possibleCharges(): PossibleCharge[] {
		return [...this.departed].flatMap(([item, error]) =>
			error instanceof OutcomeUnknownError && error.itemIndex === item
				? [{ item, submittedAt: String(error.details.submittedAt) }]
				: [],
		);
	}

	/** Resolves when no item of the run is under way any more. */
	async everyoneLeft(): Promise<void> {
		await this.line('end').wait();
	}

	/**
	 * Does something once for the run, however many items ask for it under the same name.
	 * @throws a copy of what the task throws, so that each item can say its own place in it
	 */
	async once<T>(name: string, task: () => Promise<T>): Promise<T> {
		let result = this.shared.get(name) as Promise<T> | undefined;
		if (!result) {
			result = task();
			this.shared.set(name, result);
		}
		try {
			return await result;
		} catch (error) {
			throw ownCopy(error);
		}
	}

	/** A prediction that has failed is no longer one that somebody must fetch. */
	refunded(predictionId: string): void {
		const place = this.paid.findIndex((paid) => paid.predictionId === predictionId);
		if (place >= 0) this.paid.splice(place, 1);
	}

	progressed(): void {
		this.lastProgress = this.time.now();
	}
}

function ownCopy(error: unknown): unknown {
	if (!(error instanceof WaveSpeedError)) return error;
	const copy = Object.create(
		Object.getPrototypeOf(error) as object,
		Object.getOwnPropertyDescriptors(error),
	) as WaveSpeedError;
	return Object.assign(copy, { details: { ...error.details } });
}

/** All items and all tries of a run see the same IExecuteData object; a new try begins a new run. */
const current = new WeakMap<object, Run>();

/** Must be called before the item's first await: see `assembled`. */
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
