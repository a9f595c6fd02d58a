const HEAD_BYTES = 64;
const TAIL_BYTES = 64;

/**
 * Checks by the file's own format whether it is complete, as it streams. This is needed if the connection
 * cannot tell: a body without a length that ends with the connection looks complete wherever it is cut.
 */
export class Wholeness {
	private head = Buffer.alloc(0);
	private tail = Buffer.alloc(0);
	private bytes = 0;
	private readonly boxes = new Mp4Boxes();

	take(chunk: Uint8Array): void {
		if (this.head.length < HEAD_BYTES) {
			this.head = Buffer.concat([this.head, chunk.subarray(0, HEAD_BYTES - this.head.length)]);
		}
		this.boxes.take(chunk);
		// Copied: a part of the chunk would keep all of it in memory.
		this.tail =
			chunk.length >= TAIL_BYTES
				? Buffer.from(chunk.subarray(-TAIL_BYTES))
				: Buffer.concat([this.tail, chunk]).subarray(-TAIL_BYTES);
		this.bytes += chunk.length;
	}

	/**
	 * @param isLengthProven every announced byte has arrived. Anything the file then lacks, it also lacks
	 * at the server; only an MP4 that ends inside a box still shows that the announcement was too short.
	 * @returns false if the file's format says that bytes are missing; true if it says nothing
	 */
	isWhole(isLengthProven: boolean): boolean {
		const { head, tail, bytes } = this;
		if (head.toString('latin1', 4, 8) === 'ftyp') {
			const verdict = this.boxes.verdict();
			return isLengthProven ? verdict !== 'cut' : verdict === 'whole' || verdict === 'unknown';
		}
		if (isLengthProven) return true;
		const declared = declaredBytes(head);
		if (declared !== undefined) return bytes >= declared;
		const ending = ENDINGS.find(([magic]) => head.subarray(0, magic.length).equals(magic));
		return ending === undefined || tail.subarray(-ending[2]).includes(ending[1]);
	}
}

/** First bytes of a file, the ending that they require, and in how many last bytes to look for it. */
const ENDINGS: ReadonlyArray<readonly [Buffer, Buffer, number]> = [
	[Buffer.from('\x89PNG', 'latin1'), Buffer.from('IEND\xaeB`\x82', 'latin1'), TAIL_BYTES],
	[Buffer.from('\xff\xd8\xff', 'latin1'), Buffer.from('\xff\xd9', 'latin1'), 16],
	[Buffer.from('GIF8'), Buffer.from(';'), 1],
	[Buffer.from('PK\x03\x04', 'latin1'), Buffer.from('PK\x05\x06', 'latin1'), TAIL_BYTES],
];

/** @returns the length that the file declares, for formats that do so at their beginning */
function declaredBytes(head: Buffer): number | undefined {
	if (head.length < 12) return undefined;
	const magic = head.toString('latin1', 0, 4);
	if (magic === 'RIFF') {
		const size = head.readUInt32LE(4);
		// Writers that stream do not know the size yet and leave one of these.
		return size === 0 || size >= 0x7fff_ff00 ? undefined : size + 8;
	}
	if (magic === 'glTF') return head.readUInt32LE(8);
	if (magic.startsWith('BM') && head.readUInt32LE(6) === 0) return head.readUInt32LE(2);
	if (magic === '\x1a\x45\xdf\xa3') return declaredByMatroska(head);
	return undefined;
}

/** An EBML header, then one segment that holds everything (RFC 8794). */
function declaredByMatroska(head: Buffer): number | undefined {
	const header = readVint(head, 4);
	if (header === undefined) return undefined;
	const at = header.next + header.value;
	if (head.length < at + 12 || head.readUInt32BE(at) !== 0x18538067) return undefined;
	const segment = readVint(head, at + 4);
	return segment && segment.next + segment.value;
}

/** @returns the number and where it ends; undefined for “unknown size”, all bits set, used by live streams */
function readVint(bytes: Buffer, at: number): { value: number; next: number } | undefined {
	const width = Math.clz32(bytes[at] ?? 0) - 23;
	if (width > 8 || bytes.length < at + width) return undefined;
	let value = (bytes[at] ?? 0) & (0xff >> width);
	let isUnknown = value === 0xff >> width;
	for (const byte of bytes.subarray(at + 1, at + width)) {
		value = value * 256 + byte;
		isUnknown &&= byte === 0xff;
	}
	return isUnknown ? undefined : { value, next: at + width };
}

const HEADER_BYTES = 8;
const LONG_HEADER_BYTES = 16;

/**
 * Walks the top-level boxes of an MP4 as it streams (ISO/IEC 14496-12, section 4.2): each begins with its
 * size and a four-letter type, and the last one ends where the file ends.
 */
class Mp4Boxes {
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
