import { CallFailure } from './callFailure';

/** A body that can be read in pieces; a string or a Buffer where n8n did not stream it. */
export type Body = AsyncIterable<Uint8Array | string> | string | Uint8Array | null | undefined;

/**
 * Reads a whole body as UTF-8, but never more than `limitBytes`: what answers may not be the API.
 * @throws CallFailure `unreadable` beyond the limit; whatever the stream throws when it is cut
 */
export async function readBody(body: Body, limitBytes: number): Promise<string> {
	if (body === null || body === undefined) return '';
	if (typeof body === 'string') return body;
	if (body instanceof Uint8Array) return Buffer.from(body).toString('utf8');
	if (!(Symbol.asyncIterator in body)) return JSON.stringify(body) ?? '';
	const pieces: Buffer[] = [];
	let bytes = 0;
	// Leaving the loop early destroys the stream, and with it the connection.
	for await (const piece of body) {
		const chunk = Buffer.from(piece);
		bytes += chunk.length;
		if (bytes > limitBytes) throw new CallFailure('unreadable', { got: 'tooMuch' });
		pieces.push(chunk);
	}
	return Buffer.concat(pieces).toString('utf8');
}
