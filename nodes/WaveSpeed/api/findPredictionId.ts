import { ID_SEARCH_LIMIT_BYTES } from '../policy';
import { isPredictionId } from './paths';

const [QUOTE, BACKSLASH, COLON, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [...'"\\:{}[]'].map((sign) =>
	sign.charCodeAt(0),
) as [number, number, number, number, number, number, number];
const BLANKS: ReadonlySet<number> = new Set([...' \t\r\n'].map((sign) => sign.charCodeAt(0)));
const ID_LIMIT_BYTES = 200;

/**
 * Finds the prediction's id in an answer that has arrived only in part: `data.id`, or `id` if the answer
 * has no envelope. It ignores the same names elsewhere, for example in an echoed input. One pass; it
 * skips long texts by searching for their end.
 * @param answer the bytes received so far, JSON from its first byte on
 * @param inEnvelopeOnly for refusals: an id beside the error may be the request's
 */
export function findPredictionId(answer: Buffer, inEnvelopeOnly = false): string | undefined {
	const bytes = answer.subarray(0, ID_SEARCH_LIMIT_BYTES);
	/** The names on the path to the current position; undefined inside a list. */
	const path: Array<string | undefined> = [];
	let name: string | undefined;
	let bare: string | undefined;
	for (let at = 0; at < bytes.length; at++) {
		switch (bytes[at]) {
			case OPEN:
				path.push(name);
				name = undefined;
				break;
			case OPEN_LIST:
				path.push(undefined, undefined);
				name = undefined;
				break;
			case CLOSE:
				path.pop();
				break;
			case CLOSE_LIST:
				path.splice(-2);
				break;
			case QUOTE: {
				const end = endOfText(bytes, at + 1);
				if (end < 0) return bare;
				const next = skipBlanks(bytes, end + 1);
				if (bytes[next] === COLON) {
					// Names deeper than the relevant ones are not even read.
					name = path.length <= 2 ? textOf(bytes, at + 1, end) : undefined;
					at = next;
				} else {
					if (name === 'id') {
						const id = textOf(bytes, at + 1, end);
						if (path.length === 2 && path[1] === 'data' && isPredictionId(id)) return id;
						if (path.length === 1 && !inEnvelopeOnly && isPredictionId(id)) bare = id;
					}
					name = undefined;
					at = end;
				}
			}
		}
	}
	return bare;
}

/** @returns the position of the quote that ends a text; -1 if it has not arrived */
function endOfText(bytes: Buffer, from: number): number {
	for (let end = bytes.indexOf(QUOTE, from); end >= 0; end = bytes.indexOf(QUOTE, end + 1)) {
		let slashes = 0;
		// The quote that begins the text ends this row of backslashes.
		while (bytes[end - 1 - slashes] === BACKSLASH) slashes++;
		if (slashes % 2 === 0) return end;
	}
	return -1;
}

function skipBlanks(bytes: Buffer, from: number): number {
	let at = from;
	while (BLANKS.has(bytes[at] ?? -1)) at++;
	return at;
}

function textOf(bytes: Buffer, from: number, end: number): string | undefined {
	return end - from > ID_LIMIT_BYTES ? undefined : bytes.toString('latin1', from, end);
}
