import { backoff } from '../backoff';
import { DOWNLOAD_BACKOFF_FIRST, READ_BACKOFF_CAP, RETRY_AFTER_CAP } from '../policy';
import type { Time } from '../time';
import type { DownloadFailure } from './downloadFailure';
import type { StallGuard } from './stallGuard';

const BACKOFF = { first: DOWNLOAD_BACKOFF_FIRST, cap: READ_BACKOFF_CAP, jitter: 0.5 };

/**
 * Waits before a file is tried again: longer each time, and not at the same moment as the other items
 * of the run, which were probably cut by the same thing.
 * @param tries how many there were already
 * @throws DownloadFailure `failure` itself where the server asks for more patience than makes sense;
 * `stopped` or `deadline`
 */
export async function pauseAfter(
	failure: DownloadFailure,
	tries: number,
	time: Time,
	watch: StallGuard,
): Promise<void> {
	const { retryAfterMs = 0 } = failure.facts;
	if (retryAfterMs > RETRY_AFTER_CAP) throw failure;
	await time.sleep(Math.max(retryAfterMs, backoff(tries, BACKOFF, time)), watch.signal);
	watch.assertGoing();
}
