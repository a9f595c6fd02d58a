import type { Time } from '../time';
import { DownloadFailure } from './downloadFailure';

export interface StallLimits {
	/** The execution's cancel signal. */
	signal?: AbortSignal;
	/** Milliseconds without a byte. */
	idleMs: number;
	/** Milliseconds from the request to its status line. */
	headerMs: number;
	/** Milliseconds for everything, pauses included. */
	deadlineMs: number;
}

interface Wait {
	since: number;
	limitMs: number;
	fail(failure: DownloadFailure): void;
	problem: 'idle' | 'noAnswer';
}

/**
 * Ends whatever takes too long: silence, a drip, or an answer that never comes. One timer and one
 * listener serve a whole download: listeners for each chunk would pile up on the execution's signal,
 * which lives as long as the execution. Time counts only while waiting for the network, so that a slow
 * disk is never taken for a dead server.
 *
 * The timer is Time.timeout and not Time.sleep because it does not keep the process alive.
 */
export class StallGuard {
	private readonly deadlineAt: number;
	private readonly ending = new AbortController();
	private wait?: Wait;
	private timer?: AbortSignal;
	private over?: DownloadFailure;
	/** When the wait began that the last check found too long. */
	private overdue?: number;

	constructor(
		private readonly time: Time,
		private readonly limits: StallLimits,
	) {
		this.deadlineAt = time.now() + limits.deadlineMs;
		limits.signal?.addEventListener('abort', this.onStop, { once: true });
		if (limits.signal?.aborted) this.onStop();
		else this.check();
	}

	/** Aborts at Stop and at the deadline: for pauses. */
	get signal(): AbortSignal {
		return this.ending.signal;
	}

	/** @throws DownloadFailure `stopped` or `deadline` once there is no point in continuing */
	assertGoing(): void {
		if (!this.over && this.time.now() >= this.deadlineAt) this.end('deadline');
		if (this.over) throw this.over;
	}

	/**
	 * Waits for an answer's status line.
	 * @param close ends the connection
	 * @throws DownloadFailure `noAnswer`, `deadline` or `stopped`; whatever `work` throws
	 */
	async forAnswer<T>(close: () => void, work: () => Promise<T>): Promise<T> {
		this.assertGoing();
		try {
			return await new Promise<T>((resolve, reject) => {
				const fail = (failure: DownloadFailure) => {
					// First, so that the connection's own error about being closed comes too late.
					reject(failure);
					close();
				};
				const limitMs = this.limits.headerMs;
				this.wait = { since: this.time.now(), limitMs, problem: 'noAnswer', fail };
				work().then(resolve, reject);
			});
		} finally {
			this.wait = undefined;
		}
	}

	/**
	 * From now until `rest`, bytes are expected: `fail` is called if none come for too long.
	 * @param fail also called on Stop and at the deadline
	 */
	expectBytes(fail: (failure: DownloadFailure) => void): void {
		this.wait = { since: this.time.now(), limitMs: this.limits.idleMs, problem: 'idle', fail };
	}

	/** Bytes have arrived: the time starts again. */
	heard(): void {
		if (this.wait) this.wait.since = this.time.now();
	}

	/** Nothing is expected: the disk is slower than the network, or the file is complete. */
	rest(): void {
		this.wait = undefined;
	}

	/** Removes the timer and the listener and ends pauses. Always call it. */
	dispose(): void {
		this.ending.abort();
		this.limits.signal?.removeEventListener('abort', this.onStop);
		this.timer?.removeEventListener('abort', this.check);
		this.timer = undefined;
	}

	private readonly onStop = () => this.end('stopped');

	private end(problem: 'deadline' | 'stopped'): void {
		if (this.over) return;
		this.over = new DownloadFailure(
			problem,
			problem === 'deadline' ? { limit: this.limits.deadlineMs } : {},
		);
		this.wait?.fail(this.over);
		this.dispose();
	}

	private readonly check = () => {
		const now = this.time.now();
		if (now >= this.deadlineAt) return this.end('deadline');
		const { idleMs, headerMs } = this.limits;
		let next = Math.min(this.deadlineAt - now, idleMs, headerMs);
		if (this.wait) {
			const { since, limitMs, problem, fail } = this.wait;
			if (now - since < limitMs) next = Math.min(next, since + limitMs - now);
			// If n8n was blocked, the bytes are here but not read yet: they are read before the next check.
			else if (this.overdue === since) fail(new DownloadFailure(problem, { limit: limitMs }));
			else next = 0;
			this.overdue = now - since < limitMs ? undefined : since;
		}
		this.timer = this.time.timeout(Math.min(Math.max(Math.ceil(next), 1), 60_000));
		this.timer.addEventListener('abort', this.check, { once: true });
	};
}
