/**
 * What a prediction was made from, as far as this try knows it. Expressions are evaluated anew in every
 * try, so this try's input is that of a prediction only if this try submitted it.
 * @param accepted `acceptedAt` is undefined for a prediction of an earlier try
 */
export function sentInThisTry(accepted: { input?: unknown; acceptedAt?: number }): unknown {
	return accepted.acceptedAt === undefined ? undefined : accepted.input;
}
