/**
 * Removes characters from both ends of a text in one pass: a pattern that ends with `$` would scan a long
 * run of them to its end from each character.
 * @param first removed from the beginning
 * @param last removed from the end
 */
export function trimEnds(text: string, first: string, last = first): string {
	let begin = 0;
	let end = text.length;
	while (begin < end && first.includes(text.charAt(begin))) begin++;
	while (end > begin && last.includes(text.charAt(end - 1))) end--;
	return text.slice(begin, end);
}
