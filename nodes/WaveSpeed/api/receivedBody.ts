import { BODY_GRANT_PER_MEGABYTE, BODY_READ_AT_ONCE_BYTES, MEGABYTE } from '../policy';
import type { CallEnd } from './callEnd';
import { CallFailure } from './callFailure';
import { Slots } from './slots';

/** A body that can be read in pieces; a string or a Buffer where n8n did not stream it. */
export type ResponseBody =
	| AsyncIterable<Uint8Array | string>
	| string
	| Uint8Array
	| null
	| undefined;

/** Large bodies are read one after the other: each of them may take hundreds of megabytes. */
const largeBodies = new Slots(1);

/**
 * A body as far as it has come. What was received stays at hand when it is cut or too large: an answer
 * of which only the beginning has arrived may name what was paid for in it.
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
		// A server that announces much and sends little takes little memory.
		this.bytes = Buffer.allocUnsafeSlow(Math.min(FIRST_BYTES, limitBytes));
	}

	/**
	 * Reads a whole body, but never more than the limit: what answers may not be the API.
	 * @param deadline of the call: what arrives earns time, and waiting for one's turn costs none
	 * @throws CallFailure `unreadable` beyond the limit; whatever the stream throws when it is cut
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
				// The server is held back meanwhile, because nobody reads on.
				const goOn = deadline?.hold();
				await largeBodies.take();
				isLarge = true;
				goOn?.();
			}
		} finally {
			if (isLarge) largeBodies.release();
		}
	}

	/** What has arrived, to be looked at only. */
	get received(): Buffer {
		return this.bytes.subarray(0, this.length);
	}

	/** Hands over the text and keeps nothing, so that the bytes need no room while it is parsed. */
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
 * @throws CallFailure `unreadable` beyond the limit; whatever the stream throws when it is cut
 */
export async function readBody(body: ResponseBody, limitBytes: number): Promise<string> {
	const received = new ReceivedBody(limitBytes);
	await received.read(body);
	return received.takeText();
}
