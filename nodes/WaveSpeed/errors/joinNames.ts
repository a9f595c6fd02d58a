/** @returns a list for a sentence: `4`, `4 or 8`, `4, 8 or 12` */
export function joinNames(names: readonly string[], conjunction: 'and' | 'or'): string {
	if (names.length < 2) return names.join('');
	return `${names.slice(0, -1).join(', ')} ${conjunction} ${names.at(-1)}`;
}
