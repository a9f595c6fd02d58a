/** Amounts and lists as messages write them. */

/** @returns e.g. `12.3 MB`, `812 bytes` */
export function formatBytes(bytes: number): string {
	const units = ['bytes', 'kB', 'MB', 'GB'];
	let value = bytes;
	let unit = 0;
	while (value >= 1_024 && unit < units.length - 1) {
		value /= 1_024;
		unit++;
	}
	return `${unit === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10} ${units[unit]}`;
}

/** @returns e.g. `20 minutes`, `90 seconds` */
export function formatDuration(ms: number): string {
	const seconds = Math.round(ms / 1_000);
	if (seconds < 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
	const minutes = Math.round(seconds / 60);
	return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}

/** @returns `$0.40`, `$12.50`, `$0.0045`: two decimals, or up to six if needed */
export function formatPrice(usd: number): string {
	const [whole, fraction = ''] = usd.toFixed(6).split('.');
	return `$${whole}.${fraction.replace(/0{1,6}$/, '').padEnd(2, '0')}`;
}

/** @returns a list for a sentence: `4`, `4 or 8`, `4, 8 or 12` */
export function joinNames(names: readonly string[], conjunction: 'and' | 'or'): string {
	if (names.length < 2) return names.join('');
	return `${names.slice(0, -1).join(', ')} ${conjunction} ${names.at(-1)}`;
}
