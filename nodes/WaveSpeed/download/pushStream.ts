import { createHash } from 'crypto';

import type { Storable } from './asReadable';

/** A stream that is filled by pushing, as Node's `Readable` is. */
export type FilledStream = Exclude<Storable, Uint8Array> & {
	/** @param piece null at the end @returns false where no more is wanted until `read` is called again */
	push(piece: Uint8Array | null): boolean;
	/** @param error what whoever reads gets thrown */
	destroy(error?: Error): unknown;
};

export interface Filling {
	/** More is wanted: `push` until it returns false. Also called while there is still some on its way. */
	read(stream: FilledStream): void;
	/** Nobody reads any more, or everything was read. Called once. */
	stop?(): void;
	/** Bytes held ready while the store is busy; it then takes all of them at once. */
	highWaterMark: number;
}

/**
 * Opens a stream that costs nothing per piece but its `push`: a stream made of an async generator needs
 * several promises and turns of the event loop for each 64 kB.
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
	// A stream that fails before somebody reads it would end the process.
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
 * streams; what they inherit from is `Readable`, the outermost class with a `from` of its own (Duplex,
 * between them, has one too).
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
