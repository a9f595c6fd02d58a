import { WAKE_SHARE, WAKES_PER_PREDICTION } from '../policy';
import type { Time } from '../time';

interface Waiter {
	/** On the run's clock. */
	readonly began: number;
	wakesLeft: number;
	wake: () => void;
}

/**
 * The predictions of a run that are awaited at the same time. Those of one model take about equally long,
 * so when one has ended, the others are worth an immediate check: a batch then takes little longer than
 * its slowest prediction, without more frequent checks.
 */
export class Companions {
	/** By model; only those that may still be woken. */
	private readonly sleepers = new Map<string, Sleepers<Waiter>>();

	constructor(private readonly time: Pick<Time, 'now' | 'sleep'>) {}

	/** @param model undefined if it is unknown: such a prediction has no companions */
	join(model: string | undefined): Companion {
		const waiter: Waiter = {
			began: this.time.now(),
			wakesLeft: WAKES_PER_PREDICTION,
			wake: () => {},
		};
		const others = model === undefined ? undefined : this.sleepersOf(model);
		return {
			sleep: async (ms, signal) => await this.sleep(waiter, others, ms, signal),
			leave: (completed) => {
				if (completed && others) this.wakeOthers(waiter, others);
			},
		};
	}

	private async sleep(
		waiter: Waiter,
		others: Sleepers<Waiter> | undefined,
		ms: number,
		signal?: AbortSignal,
	): Promise<void> {
		const woken = new AbortController();
		const stop = () => woken.abort();
		signal?.addEventListener('abort', stop, { once: true });
		if (signal?.aborted) stop();
		waiter.wake = stop;
		if (waiter.wakesLeft > 0) others?.add(waiter);
		await this.time.sleep(ms, woken.signal);
		others?.remove(waiter);
		signal?.removeEventListener('abort', stop);
	}

	private wakeOthers({ began }: Waiter, others: Sleepers<Waiter>): void {
		const now = this.time.now();
		for (const other of others.takeUntil(now - WAKE_SHARE * (now - began))) {
			other.wakesLeft--;
			other.wake();
		}
	}

	private sleepersOf(model: string): Sleepers<Waiter> {
		const known = this.sleepers.get(model) ?? new Sleepers<Waiter>();
		this.sleepers.set(model, known);
		return known;
	}
}

interface Companion {
	/** Like `Time.sleep`, but ends early when another prediction of the same model has ended. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** The wait is over. @param completed whether the prediction succeeded */
	leave(completed: boolean): void;
}

/** Sleeping waits by the time they began, so that the oldest are found without looking at all of them. */
export class Sleepers<T extends { readonly began: number }> {
	/** In ascending order. The engine moves all later entries in one copy to insert one: 5 µs for 10,000. */
	private readonly sorted: T[] = [];

	add(one: T): void {
		this.sorted.splice(this.placeAfter(one.began), 0, one);
	}

	remove(one: T): void {
		for (let at = this.placeAfter(one.began) - 1; this.sorted[at]?.began === one.began; at--) {
			if (this.sorted[at] === one) return void this.sorted.splice(at, 1);
		}
	}

	/** Removes those that began at this time or earlier. */
	takeUntil(began: number): T[] {
		return this.sorted.splice(0, this.placeAfter(began));
	}

	/** @returns the index after all that began at this time or earlier */
	private placeAfter(began: number): number {
		let from = 0;
		let to = this.sorted.length;
		while (from < to) {
			const middle = (from + to) >> 1;
			if (this.sorted[middle]!.began <= began) from = middle + 1;
			else to = middle;
		}
		return from;
	}
}
