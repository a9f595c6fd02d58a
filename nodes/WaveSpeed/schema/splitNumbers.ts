/**
 * Splits the text of a list of numbers: `5, 10`, one in each line, or both.
 * @param kind of the entries: between whole numbers a comma can only separate
 * @returns the entries, which may be anything; undefined if a comma could be a decimal one, as in `5,10`
 */
export function splitNumbers(text: string, kind: 'integer' | 'number'): string[] | undefined {
	const lines = text.split('\n').filter((line) => line.trim() !== '');
	const entries: string[][] = [];
	for (const line of lines) {
		const parts = line.split(',').filter((part) => part.trim() !== '');
		const further = parts.slice(1);
		const apart = further.filter((part) => /^\s/.test(part)).length;
		const isSeparated =
			kind === 'integer' ||
			apart === further.length ||
			(apart === 0 && (further.length > 1 || line.includes('.')));
		// Where each line is an entry, the comma is none that separates.
		const isEntry = lines.length > 1 && further.length === 1;
		if (isSeparated) entries.push(parts);
		else if (isEntry) entries.push([line]);
		else return undefined;
	}
	return entries.flat().map((entry) => entry.trim());
}
