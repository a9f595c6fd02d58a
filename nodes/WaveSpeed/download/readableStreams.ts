/** Streams for n8n to store, made without Node's stream module, which a node may not import. */

import { createHash } from 'crypto';

import type { DownloadHost, StreamedBody } from './openAddress';

/** What n8n stores: a stream, or a Buffer. */
export type Storable = Parameters<DownloadHost['helpers']['prepareBinaryData']>[0];

interface StreamClass {
	from(pieces: AsyncIterable<Uint8Array>, options: { objectMode: boolean }): Storable;
}

/**
 * Makes one stream of pieces that may come over several connections. A node may not import Node's stream
 * module, but every stream that n8n hands out inherits `Readable.from`, whatever its own class (measured
 * on n8n 2.41.1: a Readable; an IncomingMessage or a zlib stream on older ones). The outermost `from` is
 * Readable's own: Duplex's would add a writable side.
 * @param sample a body that n8n handed out
 * @returns the whole file in memory if the host gives no such stream; bounded by the download's limit
 */
export async function asReadable(
	sample: StreamedBody | undefined,
	pieces: AsyncIterable<Uint8Array>,
): Promise<Storable> {
	let streamClass: StreamClass | undefined;
	for (
		let at: unknown = sample?.constructor;
		typeof at === 'function';
		at = Object.getPrototypeOf(at)
	) {
		const candidate = at as unknown as StreamClass;
		const isStream =
			Object.prototype.hasOwnProperty.call(at, 'from') && typeof sample?.on === 'function';
		if (isStream && typeof candidate.from === 'function') streamClass = candidate;
	}
	if (streamClass) return streamClass.from(pieces, { objectMode: false });
	const collected: Uint8Array[] = [];
	for await (const piece of pieces) collected.push(piece);
	return Buffer.concat(collected);
}

/** A stream that is filled by pushing, as Node's `Readable` is. */
export type FilledStream = Exclude<Storable, Uint8Array> & {
	/** @param piece null at the end @returns false if no more is wanted until `read` is called again */
	push(piece: Uint8Array | null): boolean;
	/** @param error what the reader gets */
	destroy(error?: Error): unknown;
};

interface Filling {
	/** More is wanted: call `push` until it returns false. Also called while pieces are still on their way. */
	read(stream: FilledStream): void;
	/** The reader has stopped, or everything was read. Called once. */
	stop?(): void;
	/** Bytes held ready while the store is busy; it then takes all of them at once. */
	highWaterMark: number;
}

/**
 * Opens a stream that costs only a `push` for each piece: one made from an async generator needs several
 * promises and turns of the event loop for each 64 kB.
 */
export function createPushStream({ read, stop, highWaterMark }: Filling): FilledStream {
	const stream: FilledStream = new Readable({
		highWaterMark,
		read: () => read(stream),
		destroy: (error, done) => {
			stop?.();
			done(error);
		},
	});
	// A stream that fails before anybody reads it would end the process.
	stream.on('error', () => {});
	return stream;
}

interface ReadableOptions {
	highWaterMark: number;
	read(): void;
	destroy(error: Error | null, done: (error: Error | null) => void): void;
}

const Readable = findReadable();

/**
 * Node's own class. A node may not import Node's stream module, but may import `crypto`, whose hashes are
 * streams; they inherit from `Readable`, the outermost class with its own `from` (Duplex, in between, has
 * one too).
 */
function findReadable(): new (options: ReadableOptions) => FilledStream {
	let found: unknown;
	for (
		let at: unknown = createHash('sha256').constructor;
		typeof at === 'function';
		at = Object.getPrototypeOf(at)
	) {
		if (Object.prototype.hasOwnProperty.call(at, 'from')) found = at;
	}
	return found as new (options: ReadableOptions) => FilledStream;
}
