export function median(values: readonly number[]): number {
	return percentile(values, 50);
}

/** @param share 0 to 100 @throws Error without a single value */
export function percentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	if (sorted.length === 0) throw new Error('There is nothing to take a percentile of');
	const place = (share / 100) * (sorted.length - 1);
	const low = sorted[Math.floor(place)] as number;
	const high = sorted[Math.ceil(place)] as number;
	return low + (high - low) * (place - Math.floor(place));
}

export const mean = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

/** How far apart the values lie, as a share of their median. */
export function spread(values: readonly number[]): number {
	return (Math.max(...values) - Math.min(...values)) / Math.abs(median(values));
}
