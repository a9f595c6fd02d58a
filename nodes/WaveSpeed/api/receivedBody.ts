import { BODY_GRANT_PER_MEGABYTE, BODY_READ_AT_ONCE_BYTES, MEGABYTE } from '../policy';
import type { CallEnd } from './callEnd';
import { CallFailure } from './callFailure';
import { Slots } from './traffic';

/** A body that can be read in pieces; a string or a Buffer if n8n did not stream it. */
export type ResponseBody =
	| AsyncIterable<Uint8Array | string>
	| string
	| Uint8Array
	| null
	| undefined;

/** Large bodies are read one after another: each of them may take hundreds of megabytes. */
const largeBodies = new Slots(1);

/**
 * A body as far as it has arrived. What was received stays available if it is cut off or too large: the
 * beginning of an answer may name what was paid for.
 */
export class ReceivedBody {
	private bytes: Buffer;
	private length = 0;

	private readonly announced: number;

	/** @param announced Content-Length, so that a large body is not copied while it grows */
	constructor(
		private readonly limitBytes: number,
		announced?: unknown,
	) {
		const length = Number(announced);
		this.announced = Number.isSafeInteger(length) && length <= limitBytes ? length : 0;
		// A server that announces much but sends little takes little memory.
		this.bytes = Buffer.allocUnsafeSlow(Math.min(FIRST_BYTES, limitBytes));
	}

	/**
	 * Reads a whole body, but never more than the limit: something other than the API may have answered.
	 * @param deadline of the call: each piece that arrives extends it, and waiting in line does not use it
	 * up
	 * @throws CallFailure `unreadable` beyond the limit, or whatever the stream throws when it is cut off
	 */
	async read(body: ResponseBody, deadline?: Pick<CallEnd, 'grant' | 'hold'>): Promise<void> {
		if (body === null || body === undefined) return;
		if (typeof body === 'string' || body instanceof Uint8Array) return this.append(body);
		if (!(Symbol.asyncIterator in body)) return this.append(JSON.stringify(body));
		let isLarge = false;
		let granted = 0;
		try {
			// Leaving the loop early destroys the stream, and with it the connection.
			for await (const piece of body) {
				this.append(piece);
				while (granted + MEGABYTE <= this.length) {
					granted += MEGABYTE;
					deadline?.grant(BODY_GRANT_PER_MEGABYTE);
				}
				if (isLarge || this.length <= BODY_READ_AT_ONCE_BYTES) continue;
				// Meanwhile nobody reads, which holds the server back.
				const goOn = deadline?.hold();
				await largeBodies.take();
				isLarge = true;
				goOn?.();
			}
		} finally {
			if (isLarge) largeBodies.release();
		}
	}

	/** The bytes that have arrived, read-only. */
	get received(): Buffer {
		return this.bytes.subarray(0, this.length);
	}

	/** Returns the text and keeps nothing, so that the bytes take no memory during parsing. */
	takeText(): string {
		const text = this.received.toString('utf8');
		this.bytes = NOTHING;
		this.length = 0;
		return text;
	}

	private append(piece: Uint8Array | string): void {
		const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
		const fitting = Math.min(chunk.length, this.limitBytes - this.length);
		this.makeRoom(this.length + fitting);
		this.bytes.set(chunk.subarray(0, fitting), this.length);
		this.length += fitting;
		if (fitting < chunk.length) throw new CallFailure('unreadable', { got: 'tooMuch' });
	}

	private makeRoom(length: number): void {
		if (length <= this.bytes.length) return;
		const grown = Buffer.allocUnsafeSlow(
			Math.min(this.limitBytes, Math.max(length, this.announced, 2 * this.bytes.length)),
		);
		this.bytes.copy(grown, 0, 0, this.length);
		this.bytes = grown;
	}
}

/** Most answers are smaller. */
const FIRST_BYTES = 16 * 1024;
const NOTHING = Buffer.alloc(0);

/**
 * Reads a whole body as UTF-8, but never more than `limitBytes`.
 * @throws CallFailure `unreadable` beyond the limit, or whatever the stream throws when it is cut off
 */
export async function readBody(body: ResponseBody, limitBytes: number): Promise<string> {
	const received = new ReceivedBody(limitBytes);
	await received.read(body);
	return received.takeText();
}
