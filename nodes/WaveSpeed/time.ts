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

/**
 * Waits a limited time, for values that are not worth more.
 * @param patienceMs milliseconds
 * @returns undefined if it takes longer; anything that comes later is dropped
 * @throws what `coming` throws within that time
 */
export async function soon<T>(
	coming: Promise<T>,
	patienceMs: number,
	time: Pick<Time, 'sleep'>,
): Promise<T | undefined> {
	const settled = new AbortController();
	const patience = time.sleep(patienceMs, settled.signal).then(() => undefined);
	try {
		return await Promise.race([coming, patience]);
	} finally {
		settled.abort();
	}
}

/**
 * Reads a time given as a number since 1970, in seconds up to the year 5138 or in milliseconds from 1973 on,
 * so that no number can be both.
 * @returns milliseconds
 */
export function epochMs(secondsOrMs: number): number {
	return secondsOrMs < 100_000_000_000 ? secondsOrMs * 1_000 : secondsOrMs;
}
