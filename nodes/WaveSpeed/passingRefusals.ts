/**
 * The HTTP statuses below 500 that refuse a request only for the moment: it took too long to arrive (408),
 * came too early (425), or was one too many (429).
 */
export const PASSING_REFUSALS: ReadonlySet<number> = new Set([408, 425, 429]);
