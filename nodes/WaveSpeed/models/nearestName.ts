/**
 * The known name that the user most likely meant.
 * @returns undefined if none is close: a wrong guess is worse than none
 */
export function nearest(wrong: string, known: readonly string[]): string | undefined {
	const text = plain(wrong);
	if (text === '') return undefined;
	let best: string | undefined;
	let bestDistance = Math.max(1, Math.floor(text.length / 3)) + 1;
	for (const name of known) {
		const distance = editDistance(text, plain(name), bestDistance);
		if (distance < bestDistance) [best, bestDistance] = [name, distance];
	}
	if (best !== undefined) return best;
	// `ratio` for `aspect_ratio`: a name that contains the other as a whole word.
	const holding = known.filter(
		(name) => words(name).includes(text) || words(wrong).includes(plain(name)),
	);
	return holding.length === 1 ? holding[0] : undefined;
}

/** A name without case and separators: `numImages` and `num-images` equal `num_images`. */
function plain(name: string): string {
	return name
		.slice(0, 200)
		.toLowerCase()
		.replace(/[\s_-]/g, '');
}

function words(name: string): string[] {
	return name.toLowerCase().split(/[\s_-]+/);
}

/**
 * The least number of letters to replace, add, leave out, or swap with their neighbour (“optimal string
 * alignment”); `limit` if it is that or more.
 */
export function editDistance(a: string, b: string, limit: number): number {
	if (Math.abs(a.length - b.length) >= limit) return limit;
	let beforePrevious: number[] = [];
	let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			const swapped = isSwap ? (beforePrevious[j - 2] ?? Infinity) + 1 : Infinity;
			row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, swapped));
		}
		// A swap reaches back two rows, so both must be beyond the limit.
		if (Math.min(...row, ...previous) >= limit) return limit;
		[beforePrevious, previous] = [previous, row];
	}
	return Math.min(previous[b.length] ?? limit, limit);
}
