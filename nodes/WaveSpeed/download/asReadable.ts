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
