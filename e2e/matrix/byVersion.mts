/** Sorts "2.8.4" before "2.41.1". */
export function byVersion(one: string, other: string): number {
	const parts = [one, other].map((version) => version.split('.').map(Number));
	for (let index = 0; index < 3; index += 1) {
		const difference = (parts[0]?.[index] ?? 0) - (parts[1]?.[index] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}
