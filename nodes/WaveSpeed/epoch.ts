/**
 * Reads a time given as a number since 1970, in seconds up to the year 5138 or in milliseconds from 1973 on,
 * so that no number can be both.
 * @returns milliseconds
 */
export function epochMs(secondsOrMs: number): number {
	return secondsOrMs < 100_000_000_000 ? secondsOrMs * 1_000 : secondsOrMs;
}
