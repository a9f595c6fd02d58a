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
