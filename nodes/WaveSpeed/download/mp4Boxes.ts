const HEADER_BYTES = 8;
const LONG_HEADER_BYTES = 16;

/**
 * Walks the top-level boxes of an MP4 as it streams (ISO/IEC 14496-12, section 4.2): each begins with its
 * size and a four-letter type, and the last one ends where the file ends.
 */
export class Mp4Boxes {
	private readonly header = Buffer.alloc(LONG_HEADER_BYTES);
	/** Bytes of the current box's header seen so far. */
	private headerBytes = 0;
	/** Bytes of the current box still missing after its header. */
	private rest = 0;
	private readonly types = new Set<string>();
	/** The file does not consist of boxes, so nothing can be said about it. */
	private isForeign = false;
	/** The last box said that it goes on to the end of the file. */
	private isOpenEnded = false;

	take(chunk: Uint8Array): void {
		let at = 0;
		while (at < chunk.length && !this.isForeign && !this.isOpenEnded) {
			if (this.rest > 0) {
				const step = Math.min(this.rest, chunk.length - at);
				this.rest -= step;
				at += step;
			} else {
				this.header[this.headerBytes++] = chunk[at++] ?? 0;
				this.readHeader();
			}
		}
	}

	/**
	 * @returns `cut` if the file ends inside a box; `lacking` if it ends between two boxes, but before the
	 * media or its index; `whole`; or `unknown` if it does not consist of boxes. A fragmented file that
	 * ends after a fragment counts as whole, as nothing says how many there are.
	 */
	verdict(): 'cut' | 'lacking' | 'unknown' | 'whole' {
		if (this.isForeign) return 'unknown';
		if (this.rest > 0) return 'cut';
		const { types } = this;
		const isPlayable = types.has('mdat') && (types.has('moov') || types.has('meta'));
		return isPlayable && this.headerBytes === 0 ? 'whole' : 'lacking';
	}

	private readHeader(): void {
		if (this.headerBytes < HEADER_BYTES) return;
		const size = this.header.readUInt32BE(0);
		const type = this.header.toString('latin1', 4, 8);
		const wanted = size === 1 ? LONG_HEADER_BYTES : HEADER_BYTES;
		if (!/^[ -~©]{4}$/.test(type) || (size > 1 && size < HEADER_BYTES)) {
			this.isForeign = true;
			return;
		}
		if (this.headerBytes < wanted) return;
		this.types.add(type);
		this.headerBytes = 0;
		if (size === 0) {
			this.isOpenEnded = true;
			return;
		}
		this.rest = (size === 1 ? Number(this.header.readBigUInt64BE(8)) : size) - wanted;
		if (this.rest < 0) this.isForeign = true;
	}
}
