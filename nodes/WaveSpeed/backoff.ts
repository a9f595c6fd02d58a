import type { Time } from './time';

/** How the pauses between tries grow. */
export interface BackoffShape {
	/** The longest first pause in milliseconds; each further one may be twice as long. */
	first: number;
	/** The longest pause of all, in milliseconds. */
	cap: number;
	/** The random share of a pause: with 1 it may shrink to nothing, with 0.5 at least half of it remains. */
	jitter: number;
}

/**
 * How long to pause before trying again. Without randomness, everything that failed for one reason would come
 * back at one moment. Source: AWS architecture blog, “Exponential Backoff And Jitter”.
 * @param failures in a row, from 1
 * @returns milliseconds
 */
export function backoff(
	failures: number,
	{ first, cap, jitter }: BackoffShape,
	time: Pick<Time, 'random'>,
): number {
	const most = Math.min(cap, first * 2 ** (failures - 1));
	return most * (1 - jitter + jitter * time.random());
}
