import type { Time } from './time';

/** How the pauses between the tries of one thing grow. */
export interface BackoffShape {
	/** Milliseconds that the first pause takes at most; each further one may take twice as long. */
	first: number;
	/** No pause takes longer, in milliseconds. */
	cap: number;
	/** Which share of a pause is left to chance: of 1 nothing may remain, of 0.5 at least a half does. */
	jitter: number;
}

/**
 * How long to pause before something that has failed is tried again. Without chance, all that failed for
 * one reason would come back at one moment. Source: AWS architecture blog, “Exponential Backoff And Jitter”.
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
