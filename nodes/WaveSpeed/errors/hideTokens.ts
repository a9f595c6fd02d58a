/** What precedes a secret, with the signs between: `Authorization: `, `api_key="`. */
const SECRET_NAME = /(?:bearer|basic|authorization|api[-_ ]?key|token|secret)["' :=]{0,6}/gi;
/** Shorter words after such a name are ordinary ones: “the token is wrong”. */
const SHORTEST_TOKEN = 8;
const OF_A_TOKEN = /[\w\-.~+/=]/;

/**
 * Hides anything that follows a word such as “Bearer” and looks like a key, no matter whose. One pass: a
 * pattern for the whole of it would backtrack.
 * @param text on one line, with single blanks
 */
export function hideTokens(text: string): string {
	const parts: string[] = [];
	let kept = 0;
	SECRET_NAME.lastIndex = 0;
	for (let named = SECRET_NAME.exec(text); named; named = SECRET_NAME.exec(text)) {
		const begin = SECRET_NAME.lastIndex;
		// “Authorization: Bearer …”: two names before one token.
		const from = /^bearer /i.test(text.slice(begin, begin + 7)) ? begin + 7 : begin;
		let end = from;
		while (end < text.length && OF_A_TOKEN.test(text.charAt(end))) end++;
		if (end - from >= SHORTEST_TOKEN) {
			parts.push(text.slice(kept, begin), '[hidden]');
			kept = end;
			SECRET_NAME.lastIndex = end;
		}
	}
	parts.push(text.slice(kept));
	return parts.join('');
}
