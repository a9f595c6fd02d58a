import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.mts';
import type { EmulatedPrediction, Outcome } from './prediction.mts';

interface Job {
	finish: () => Outcome;
	timers: Array<() => void>;
	settled: boolean;
	waiting: Array<() => void>;
}

const PROCESSING_AFTER = 0.2;

/** Every accepted prediction and its way through created, processing and an end. */
export class Predictions {
	readonly all: EmulatedPrediction[] = [];
	private readonly jobs = new Map<string, Job>();
	private readonly byId = new Map<string, EmulatedPrediction>();

	/** @param onSettled is called when a prediction ends, and whenever its end is changed afterwards */
	constructor(
		private readonly clock: Clock,
		private readonly onSettled: (prediction: EmulatedPrediction, isFirst: boolean) => void,
	) {}

	/**
	 * Takes a prediction into work: this is the moment it is billed.
	 * @param generationTimeMs until it ends by itself; Infinity leaves that to `settle`
	 * @param finish what it ends as; asked at that moment
	 */
	accept(
		submission: Pick<
			EmulatedPrediction,
			'model' | 'input' | 'sentInput' | 'priceUsd' | 'webhookUrl'
		>,
		generationTimeMs: number,
		finish: (prediction: EmulatedPrediction) => Outcome,
	): EmulatedPrediction {
		const prediction: EmulatedPrediction = {
			...submission,
			id: randomUUID().replaceAll('-', ''),
			createdAt: this.clock.now(),
			endedAt: undefined,
			status: 'created',
			outputs: [],
			error: '',
			code: 0,
			hasNsfwContents: null,
			inferenceMs: 0,
			deleted: false,
		};
		const job: Job = { finish: () => finish(prediction), timers: [], settled: false, waiting: [] };
		this.all.push(prediction);
		this.byId.set(prediction.id, prediction);
		this.jobs.set(prediction.id, job);
		const start = () => {
			if (!job.settled) prediction.status = 'processing';
		};
		const processingAfterMs = Number.isFinite(generationTimeMs)
			? generationTimeMs * PROCESSING_AFTER
			: 100;
		job.timers.push(
			this.clock.after(processingAfterMs, start),
			this.clock.after(generationTimeMs, () => void (job.settled || this.settle(prediction.id))),
		);
		return prediction;
	}

	/** Undefined for an id that never was, and for one that was deleted. */
	get(id: string): EmulatedPrediction | undefined {
		const prediction = this.byId.get(id);
		return prediction?.deleted ? undefined : prediction;
	}

	isSettled(id: string): boolean {
		return this.jobs.get(id)?.settled ?? false;
	}

	/** Predictions that hold one of the account's concurrency slots. */
	get active(): number {
		let active = 0;
		for (const job of this.jobs.values()) if (!job.settled) active += 1;
		return active;
	}

	/**
	 * Ends a prediction now, or changes how it ended. Only the first time sends a callback.
	 * @param outcome what differs from the end it would have come to by itself
	 * @throws where no such prediction was accepted
	 */
	settle(id: string, outcome: Outcome = {}): EmulatedPrediction {
		const prediction = this.byId.get(id);
		const job = this.jobs.get(id);
		if (!prediction || !job) throw new Error(`No prediction ${id} was accepted`);
		const isFirst = !job.settled;
		job.settled = true;
		for (const cancel of job.timers.splice(0)) cancel();
		const now = this.clock.now();
		if (isFirst) {
			Object.assign(
				prediction,
				{
					status: 'completed',
					endedAt: now,
					inferenceMs: Math.max(1, Math.round(now - prediction.createdAt)),
				},
				job.finish(),
			);
		}
		Object.assign(prediction, outcome);
		for (const resolve of job.waiting.splice(0)) resolve();
		this.onSettled(prediction, isFirst);
		return prediction;
	}

	/** Resolves when the prediction has ended, or after `ms`. */
	async settledWithin(id: string, ms: number): Promise<void> {
		const job = this.jobs.get(id);
		if (!job || job.settled) return;
		await new Promise<void>((resolve) => {
			const cancel = this.clock.after(ms, resolve);
			job.waiting.push(() => {
				cancel();
				resolve();
			});
		});
	}

	/** Unknown ids are ignored. Returns how many there were. */
	delete(ids: string[]): number {
		let count = 0;
		for (const id of new Set(ids)) {
			const prediction = this.get(id);
			if (!prediction) continue;
			prediction.deleted = true;
			count += 1;
		}
		return count;
	}

	/** Calls off what is still under way. */
	close(): void {
		for (const job of this.jobs.values()) {
			for (const cancel of job.timers.splice(0)) cancel();
			for (const resolve of job.waiting.splice(0)) resolve();
		}
	}
}
