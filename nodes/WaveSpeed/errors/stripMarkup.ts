/** Elements whose content is not text either. */
const WITHOUT_TEXT = ['script', 'style'] as const;

/**
 * Replaces each tag with a blank, and a script or style together with its content. One pass: a pattern
 * for the same would try the rest of the text again at every `<`.
 */
export function stripMarkup(text: string): string {
	const lower = text.toLowerCase();
	const parts: string[] = [];
	/** // Where each such element ends next, as far as that is known. */
	const ends = new Map<string, number>();
	let kept = 0;
	for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
		const end = endOfElement(lower, at, ends) ?? endOfTag(text, at);
		if (end === undefined) {
			at++;
			continue;
		}
		parts.push(text.slice(kept, at));
		kept = end;
		at = end;
	}
	parts.push(text.slice(kept));
	return parts.join(' ');
}

function endOfTag(text: string, at: number): number | undefined {
	for (let end = at + 1; end < text.length; end++) {
		if (text[end] === '>') return end + 1;
		if (text[end] === '<') return undefined;
	}
	return undefined;
}

function endOfElement(lower: string, at: number, ends: Map<string, number>): number | undefined {
	const name = WITHOUT_TEXT.find(
		(one) => lower.startsWith(one, at + 1) && !/\w/.test(lower.charAt(at + 1 + one.length)),
	);
	if (name === undefined) return undefined;
	let close = ends.get(name) ?? 0;
	if (close >= 0 && close <= at) close = lower.indexOf(`</${name}`, at);
	// Without an end it is an ordinary tag, here and for all that follow.
	ends.set(name, close);
	return close < 0 ? undefined : endOfTag(lower, close);
}
