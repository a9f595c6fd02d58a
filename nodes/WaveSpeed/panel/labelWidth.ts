/**
 * The width of characters in a form's label: pixels, rounded up to halves, as measured in the editor of
 * n8n 2.41.1 (Inter, 12 pixels high). Thirty narrow letters fit into the space of twenty-five wide ones.
 */
const WIDTHS: ReadonlyArray<readonly [number, string]> = [
	[3, `ijl`],
	[3.5, ` !,.:I·`],
	[4, `';\`t|`],
	[4.5, `()/[\\]f`],
	[5, `1r`],
	[5.5, `_{}`],
	[6, `"-^–`],
	[6.5, `*?s`],
	[7, `7JLacekvxyz`],
	[7.5, `235689EFbdghnopqu`],
	[8, `04#$&+<=>BPRSTZ~×`],
	[8.5, `AKVXY`],
	[9, `CDGHU`],
	[9.5, `NOQ`],
	[10, `w`],
	[10.5, `…`],
	[11, `Mm`],
	[12, `%@W`],
];
/** Characters that are not in the table count as the widest. */
const WIDEST = 12;

const byCharacter = new Map(
	WIDTHS.flatMap(([width, characters]) => [...characters].map((one) => [one, width] as const)),
);

/** @returns pixels, rather too many than too few */
export function labelWidth(text: string): number {
	return [...text].reduce((sum, character) => sum + (byCharacter.get(character) ?? WIDEST), 0);
}

/** @returns what a long text takes: of the widths rounded up, a quarter of a pixel a character is too much */
export function textWidth(text: string): number {
	return labelWidth(text) - text.length / 4;
}

/**
 * @param fits whether a text has room
 * @returns the text, or as much of its beginning as fits, followed by an ellipsis
 */
export function cutToFit(text: string, fits: (shown: string) => boolean): string {
	// Not by UTF-16 units: half of an emoji is no character.
	const characters = [...text];
	let shown = text;
	while (!fits(shown) && characters.pop() !== undefined)
		shown = `${characters.join('').trimEnd()}…`;
	return shown;
}
