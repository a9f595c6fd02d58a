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
 * Ends what takes too long, whatever the server does: silence, a drip, or an answer that never comes.
 * One timer and one listener for a whole download: one per chunk on the execution's signal, which lives
 * as long as the execution, would pile up. Time counts only while the network is waited for, so that a
 * slow disk is never taken for a dead server.
 *
 * The timer is Time.timeout rather than Time.sleep because it does not keep the process alive.
 */
export class StallGuard {
	private readonly deadlineAt: number;
	private readonly ending = new AbortController();
	private wait?: Wait;
	private timer?: AbortSignal;
	private over?: DownloadFailure;

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

	/** @throws DownloadFailure `stopped` or `deadline` once there is no point in going on */
	assertGoing(): void {
		if (!this.over && this.time.now() >= this.deadlineAt) this.end('deadline');
		if (this.over) throw this.over;
	}

	/**
	 * Waits for the network.
	 * @param problem which limit applies, and what it is called when it is passed
	 * @param close ends the connection that is waited for
	 * @throws DownloadFailure `idle`, `noAnswer`, `deadline` or `stopped`; whatever `work` throws
	 */
	async during<T>(problem: Wait['problem'], close: () => void, work: () => Promise<T>): Promise<T> {
		this.assertGoing();
		const limitMs = problem === 'idle' ? this.limits.idleMs : this.limits.headerMs;
		try {
			return await new Promise<T>((resolve, reject) => {
				const fail = (failure: DownloadFailure) => {
					// First, so that the connection's own error about being closed comes too late.
					reject(failure);
					close();
				};
				this.wait = { since: this.time.now(), limitMs, problem, fail };
				work().then(resolve, reject);
			});
		} finally {
			this.wait = undefined;
		}
	}

	/** Takes the timer and the listener back and ends pauses. To be called in every case. */
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
			if (now - since >= limitMs) fail(new DownloadFailure(problem, { limit: limitMs }));
			else next = Math.min(next, since + limitMs - now);
		}
		this.timer = this.time.timeout(Math.min(Math.max(Math.ceil(next), 1), 60_000));
		this.timer.addEventListener('abort', this.check, { once: true });
	};
}
