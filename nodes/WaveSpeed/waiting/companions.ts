import { WAKE_SHARE, WAKES_PER_PREDICTION } from '../policy';
import type { Time } from '../time';
import { Sleepers } from './sleepers';

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

export interface Companion {
	/** Like `Time.sleep`, but ends early when another prediction of the same model has ended. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** The wait is over. @param completed whether the prediction succeeded */
	leave(completed: boolean): void;
}
