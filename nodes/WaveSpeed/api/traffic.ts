import { RATE_LIMIT_BACKOFF_CAP, RATE_LIMIT_BACKOFF_FIRST } from '../policy';
import type { Time } from '../time';
import { backoff } from '../tryAgain';

/** What the calls of all items in a run share. */
export interface Traffic {
	readonly gate: RateGate;
	readonly slots: Slots;
}

/** At least half the pause is fixed: the limit is known to last for a while. */
const BACKOFF = { first: RATE_LIMIT_BACKOFF_FIRST, cap: RATE_LIMIT_BACKOFF_CAP, jitter: 0.5 };

/**
 * One gate for all requests of a run. A 429 for one item closes it for all of them: the limit belongs to
 * the account, and a hundred items that back off separately would keep hitting it.
 */
export class RateGate {
	private opensAt = 0;
	private refusalsInARow = 0;

	constructor(private readonly time: Time) {}

	/**
	 * Waits until the gate is open, the signal aborts, or the gate clearly will not open in time.
	 * @param until on the run's clock
	 * @returns true if the gate is open
	 */
	async pass(signal?: AbortSignal, until = Infinity): Promise<boolean> {
		for (;;) {
			const wait = this.opensAt - this.time.now();
			if (wait <= 0) return true;
			if (signal?.aborted || this.opensAt >= until) return false;
			// Spread by up to a tenth, so that the waiting items do not all arrive at the same moment.
			await this.time.sleep(wait * (1 + 0.1 * this.time.random()), signal);
		}
	}

	/**
	 * @param retryAfterMs what the server asked for; without it the pause doubles with each refusal
	 * @returns how long the gate stays closed from now, in milliseconds
	 */
	refused(retryAfterMs?: number): number {
		const now = this.time.now();
		// Requests that were in flight together are refused together: that is one refusal.
		if (this.opensAt <= now) this.refusalsInARow++;
		// “0” and past dates mean “soon”; taken literally they would make a busy loop.
		const pause =
			retryAfterMs === undefined
				? backoff(this.refusalsInARow, BACKOFF, this.time)
				: Math.max(retryAfterMs, RATE_LIMIT_BACKOFF_FIRST);
		this.opensAt = Math.max(this.opensAt, now + pause);
		return this.opensAt - now;
	}

	accepted(): void {
		if (this.opensAt <= this.time.now()) this.refusalsInARow = 0;
	}
}

/** Runs a bounded number of tasks at once; the others wait their turn in order of arrival. */
export class Slots {
	private readonly waiting: Array<() => void> = [];
	private taken = 0;

	/** @param count how many at once; Infinity for no bound */
	constructor(private count: number) {}

	async run<T>(task: () => Promise<T>): Promise<T> {
		await this.take();
		try {
			return await task();
		} finally {
			this.release();
		}
	}

	async take(): Promise<void> {
		if (this.taken < this.count) {
			this.taken++;
			return;
		}
		await new Promise<void>((resolve) => this.waiting.push(resolve));
	}

	/** Gives the place to the task that has waited longest. */
	release(): void {
		const next = this.waiting.shift();
		if (next) next();
		else this.taken--;
	}
}
