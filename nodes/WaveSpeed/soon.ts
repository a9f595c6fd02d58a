import type { Time } from './time';

/**
 * What comes within a time, for values that are worth waiting for only so long.
 * @param patienceMs milliseconds
 * @returns undefined when it takes longer; whatever comes after that is dropped
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
