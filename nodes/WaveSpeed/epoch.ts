/**
 * Reads a time that is given as a number since 1970, in seconds or in milliseconds: up to the year 5138 in
 * seconds, and from 1973 on in milliseconds, so that no number can be both.
 * @returns milliseconds
 */
export function epochMs(secondsOrMs: number): number {
	return secondsOrMs < 100_000_000_000 ? secondsOrMs * 1_000 : secondsOrMs;
}
