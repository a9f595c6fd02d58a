import { READ_BACKOFF_CAP, READ_BACKOFF_FIRST, RETRY_AFTER_CAP } from '../policy';
import type { Time } from '../time';
import type { DownloadFailure } from './downloadFailure';
import type { StallGuard } from './stallGuard';

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
	const most = Math.min(READ_BACKOFF_CAP, READ_BACKOFF_FIRST * 2 ** Math.min(tries - 1, 10));
	await time.sleep(Math.max(retryAfterMs, most * (0.5 + 0.5 * time.random())), watch.signal);
	watch.assertGoing();
}
