import type { ServerResponse } from 'node:http';

import type { Clock } from '../../emulator/index.mts';

/** Odd, so that no field of an answer ends where a piece does. */
const PIECE_BYTES = 7;
const HEADERS_AFTER_MS = 40;

/**
 * Answers in many small pieces, without a length or a date, some time after the request, and ends the
 * connection after each answer.
 */
export async function answer(
	response: ServerResponse,
	clock: Clock,
	status: number,
	body: Buffer | object | undefined,
	headers: Record<string, string> = {},
): Promise<void> {
	await new Promise<void>((resolve) => clock.after(HEADERS_AFTER_MS, resolve));
	response.sendDate = false;
	response.shouldKeepAlive = false;
	const isFile = Buffer.isBuffer(body);
	const bytes = isFile
		? body
		: Buffer.from(body === undefined ? '' : JSON.stringify(body, null, 1));
	response.writeHead(status, {
		...(!isFile && { 'Content-Type': 'application/json;charset=UTF-8' }),
		'X-Powered-By': 'harbour',
		...headers,
	});
	const size = isFile ? 64 * PIECE_BYTES : PIECE_BYTES;
	for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
		response.write(bytes.subarray(at, at + size));
		await new Promise((resolve) => setImmediate(resolve));
	}
	response.end();
}

/** The envelope, its members in another order, with more of them, and its code a text. */
export const envelope = (data: unknown) => ({
	trace: { span: null, region: 'harbour-2' },
	data,
	message: 'success',
	code: '200',
});

export const refusal = (status: number, message: string) => ({
	data: null,
	error_code: 'HARBOUR_REFUSES',
	message,
	code: String(status),
});

/** Local time of Shanghai with nanoseconds: the same moment as any other way to write it. */
export const zonedTime = (at: number) =>
	new Date(at + 8 * 3_600_000).toISOString().replace('Z', '481196+08:00');

/** Every number in it as a text. */
export function numbersAsText(value: unknown): unknown {
	if (typeof value === 'number') return String(value);
	if (Array.isArray(value)) return value.map(numbersAsText);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.reverse()
			.map(([name, member]) => [name, numbersAsText(member)]),
	);
}
