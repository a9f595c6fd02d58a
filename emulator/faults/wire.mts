import { once } from 'node:events';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pause, type Clock } from '../clock.mts';

type HeaderValues = Record<string, string | string[] | number | undefined>;
export type Body = string | Uint8Array | AsyncIterable<Uint8Array> | null | undefined;

/** Long enough for the other end to read what was sent before a reset throws it away. */
const BEFORE_RESET_MS = 20;

function head(status: number, headers: HeaderValues): string {
	const lines = Object.entries(headers).flatMap(([name, value]) =>
		value === undefined ? [] : [value].flat().map((one) => `${name}: ${one}`),
	);
	return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n${lines.join('\r\n')}\r\n\r\n`;
}

async function* chunksOf(body: Body): AsyncGenerator<Uint8Array> {
	if (body === null || body === undefined) return;
	if (typeof body === 'string') yield Buffer.from(body);
	else if (body instanceof Uint8Array) yield body;
	else yield* body;
}

/** False once nobody listens any more. */
async function write(socket: Socket, data: string | Uint8Array): Promise<boolean> {
	if (socket.destroyed) return false;
	if (!socket.write(data))
		await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => undefined);
	return !socket.destroyed;
}

/** An answer written byte by byte: HTTP as no server library would let one write it. */
export class WireAnswer {
	constructor(
		private readonly socket: Socket,
		private readonly status: number,
		private readonly headers: HeaderValues,
		private readonly body: Body,
		private readonly clock: Clock,
	) {
		// The other end going away is part of what is being tried.
		socket.on('error', () => undefined);
	}

	/**
	 * Sends the head and the body.
	 * @param options.headers replaced or, with undefined, left out
	 * @param options.afterBytes stop there. @default the whole body
	 * @param options.piece bytes written at once and the pause after them
	 */
	async send(
		options: {
			headers?: HeaderValues;
			afterBytes?: number;
			piece?: { bytes: number; everyMs: number };
		} = {},
	): Promise<void> {
		let left = options.afterBytes ?? Number.POSITIVE_INFINITY;
		if (
			!(await write(
				this.socket,
				head(this.status, { ...this.headers, connection: 'close', ...options.headers }),
			))
		)
			return;
		for await (const chunk of chunksOf(this.body)) {
			const wanted = chunk.subarray(0, Math.min(chunk.length, left));
			left -= wanted.length;
			const step = options.piece?.bytes ?? Math.max(1, wanted.length);
			for (let at = 0; at < wanted.length; at += step) {
				if (!(await write(this.socket, wanted.subarray(at, at + step)))) return;
				if (options.piece) await pause(this.clock, options.piece.everyMs);
			}
			if (left <= 0) return;
		}
	}

	/** Ends the connection in good order: FIN. */
	end(): void {
		this.socket.end();
	}

	/** Breaks the connection: RST. */
	async reset(): Promise<void> {
		await sleep(BEFORE_RESET_MS);
		this.socket.resetAndDestroy();
	}
}
