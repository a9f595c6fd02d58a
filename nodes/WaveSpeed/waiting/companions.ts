import { WAKE_SHARE, WAKES_PER_PREDICTION } from '../policy';
import type { Time } from '../time';

interface Waiter {
	model: string | undefined;
	/** On the run's clock. */
	began: number;
	wakesLeft: number;
	wake?: () => void;
}

/**
 * The predictions of a run that are waited for at the same time. Those of one model take about equally
 * long, so when one has ended, the others are worth a look at once: a batch then costs little more than
 * its slowest prediction, without anybody asking more often.
 */
export class Companions {
	private readonly waiters = new Set<Waiter>();

	constructor(private readonly time: Pick<Time, 'now' | 'sleep'>) {}

	/** @param model undefined where nobody knows it: such a prediction has no companions */
	join(model: string | undefined): Companion {
		const waiter: Waiter = { model, began: this.time.now(), wakesLeft: WAKES_PER_PREDICTION };
		this.waiters.add(waiter);
		return {
			sleep: async (ms, signal) => await this.sleep(waiter, ms, signal),
			leave: (completed) => {
				this.waiters.delete(waiter);
				if (completed && model !== undefined) this.wakeOthers(waiter);
			},
		};
	}

	private async sleep(waiter: Waiter, ms: number, signal?: AbortSignal): Promise<void> {
		const woken = new AbortController();
		const stop = () => woken.abort();
		signal?.addEventListener('abort', stop, { once: true });
		if (signal?.aborted) stop();
		waiter.wake = stop;
		await this.time.sleep(ms, woken.signal);
		waiter.wake = undefined;
		signal?.removeEventListener('abort', stop);
	}

	private wakeOthers({ model, began }: Waiter): void {
		const now = this.time.now();
		const took = now - began;
		for (const other of this.waiters) {
			const isDue = other.model === model && now - other.began >= WAKE_SHARE * took;
			if (!isDue || other.wakesLeft <= 0 || !other.wake) continue;
			other.wakesLeft--;
			other.wake();
		}
	}
}

export interface Companion {
	/** Like `Time.sleep`, and ends early when another prediction of the same model has ended. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** The wait is over. @param completed whether the prediction has ended well */
	leave(completed: boolean): void;
}
