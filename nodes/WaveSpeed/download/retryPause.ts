import { backoff } from '../tryAgain';
import { DOWNLOAD_BACKOFF_FIRST, READ_BACKOFF_CAP, RETRY_AFTER_CAP } from '../policy';
import type { Time } from '../time';
import type { DownloadFailure } from './downloadFailure';
import type { StallGuard } from './stallGuard';

const BACKOFF = { first: DOWNLOAD_BACKOFF_FIRST, cap: READ_BACKOFF_CAP, jitter: 0.5 };

/**
 * Waits before another try at a file: longer each time, and not at the same moment as the run's other
 * items, whose downloads were probably cut off for the same reason.
 * @param tries how many came before
 * @throws DownloadFailure `failure` itself if the server asks for a longer pause than makes sense;
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
