import { sleep } from 'n8n-workflow';

/** Everything that waits or measures takes its time from here, so that tests need no waiting. */
export interface Time {
	/** Milliseconds on a clock that never jumps (not the wall clock): for deadlines and gaps. */
	now(): number;
	/** The wall clock, only for comparing with dates that the API reports. */
	date(): Date;
	/**
	 * Resolves after `ms` milliseconds, or as soon as the signal aborts. It never rejects, in any version
	 * of n8n: the caller checks the signal.
	 */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/**
	 * A signal that aborts after `ms` milliseconds: the end of one call. It does not keep the process
	 * alive.
	 */
	timeout(ms: number): AbortSignal;
	/** A random number from 0 (inclusive) to 1 (exclusive), for jitter. */
	random(): number;
}

export const systemTime: Time = {
	now: () => performance.now(),
	date: () => new Date(),
	sleep: async (ms, signal) =>
		await new Promise((resolve) => {
			const wake = () => {
				signal?.removeEventListener('abort', wake);
				resolve();
			};
			if (signal?.aborted) return resolve();
			// n8n before 2.0 ignores the signal given to its sleep, so this listens for Stop itself.
			signal?.addEventListener('abort', wake, { once: true });
			sleep(ms, signal).then(wake, wake);
		}),
	timeout: (ms) => AbortSignal.timeout(ms),
	random: () => Math.random(),
};
