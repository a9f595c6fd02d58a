/** Everything between letters of base64: line breaks, blanks. */
const NO_LETTERS = /[^A-Za-z0-9+/_-]+/g;

/**
 * Decodes base64 slice by slice.
 * @param base64 the usual or the URL-safe alphabet, with or without padding and line breaks
 * @param sliceCharacters letters in one slice
 * @returns the bytes in order; nothing for a text without a whole byte
 */
export function* decodeBase64(
	base64: string,
	sliceCharacters: number,
): Generator<Buffer, undefined, undefined> {
	/** // Letters of an unfinished group of four; the rest is in the next slice. */
	let begun = '';
	for (let at = 0; at < base64.length; at += sliceCharacters) {
		const isLast = at + sliceCharacters >= base64.length;
		const letters = begun + base64.slice(at, at + sliceCharacters).replace(NO_LETTERS, '');
		const whole = isLast ? letters.length : letters.length - (letters.length % 4);
		begun = letters.slice(whole);
		const bytes = Buffer.from(letters.slice(0, whole), 'base64');
		if (bytes.length > 0) yield bytes;
	}
	return undefined;
}
