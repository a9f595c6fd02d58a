import type { Item } from '../item/item';
import { notPositive, readNumberOption } from '../item/readNumberOption';
import { WAIT_DEADLINE_CAP, WAIT_DEADLINE_DEFAULT } from '../policy';

/** How long to wait for a prediction, and how often to check it. */
export interface WaitOptions {
	/** Milliseconds. */
	deadlineMs: number;
	/** Milliseconds; undefined for checks that start soon and slow down. */
	intervalMs?: number;
}

/** @throws InputError for an invalid timeout or interval */
export function readWaitOptions(item: Item): WaitOptions {
	const timeout = readNumberOption(
		item,
		'options.timeout',
		'Wait: Timeout (Seconds)',
		WAIT_DEADLINE_DEFAULT / 1_000,
	);
	if (timeout <= 0) throw notPositive('Wait: Timeout (Seconds)', 'options.timeout');
	const interval = readNumberOption(
		item,
		'options.pollingInterval',
		'Wait: Polling Interval (s)',
		0,
	);
	if (interval < 0) throw notPositive('Wait: Polling Interval (s)', 'options.pollingInterval');
	return {
		deadlineMs: Math.min(timeout * 1_000, WAIT_DEADLINE_CAP),
		// More than one check a second would use up the account's rate limit.
		...(interval > 0 && { intervalMs: Math.max(1_000, interval * 1_000) }),
	};
}
