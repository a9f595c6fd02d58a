/** Whether and when something is tried again: refusals that pass, what the server asks for, and pauses. */

import type { Time } from './time';

/**
 * The HTTP statuses below 500 that refuse a request only for the moment: it took too long to arrive (408),
 * came too early (425), or was one too many (429).
 */
export const PASSING_REFUSALS: ReadonlySet<number> = new Set([408, 425, 429]);

const HTTP_DATE = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? .*\d{2}:\d{2}:\d{2}/i;

/**
 * Reads a Retry-After header (RFC 9110, section 10.2.3: seconds or an HTTP date).
 * @param now the wall clock, for dates
 * @returns milliseconds from now, 0 or more; undefined if it does not follow that grammar
 */
export function readRetryAfter(header: unknown, now: Date): number | undefined {
	if (typeof header !== 'string') return undefined;
	const text = header.trim();
	if (/^\d{1,12}$/.test(text)) return Number(text) * 1_000;
	if (!HTTP_DATE.test(text)) return undefined;
	const date = Date.parse(text);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}

/** How the pauses between tries grow. */
interface BackoffShape {
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
