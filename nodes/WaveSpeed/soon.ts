import type { Time } from './time';

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
