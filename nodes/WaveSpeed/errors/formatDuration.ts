/** @returns e.g. `20 minutes`, `90 seconds` */
export function formatDuration(ms: number): string {
	const seconds = Math.round(ms / 1_000);
	if (seconds < 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
	const minutes = Math.round(seconds / 60);
	return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
