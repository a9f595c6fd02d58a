/**
 * The HTTP statuses below 500 with which a server turns a request away for a while only: it took too long
 * to arrive (408), came too early (425), or was one too many (429).
 */
export const PASSING_REFUSALS: ReadonlySet<number> = new Set([408, 425, 429]);
