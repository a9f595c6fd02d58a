import { Readable } from 'node:stream';

/** An answer of the API as n8n's HTTP helper gives it: the envelope with the data in it. */
export function jsonReply(data: unknown, statusCode = 200): object {
	const body = JSON.stringify({ code: statusCode, message: 'so it is', data });
	return {
		statusCode,
		headers: { 'content-type': 'application/json' },
		body: Readable.from([Buffer.from(body)]),
	};
}
