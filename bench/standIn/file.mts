/** Large enough that serving costs little, small enough to be shared by all answers. */
const FILLER = Buffer.alloc(1024 * 1024, 0x5a);

/** The first bytes of an MP4 of `bytes` bytes: ftyp, an empty moov, and the head of one mdat. */
export function fileHead(bytes: number): Buffer {
	const ftyp = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex');
	const moov = Buffer.from('000000086d6f6f76', 'hex');
	const mdat = Buffer.alloc(16);
	mdat.writeUInt32BE(1, 0);
	mdat.write('mdat', 4, 'latin1');
	mdat.writeBigUInt64BE(BigInt(bytes - ftyp.length - moov.length), 8);
	return Buffer.concat([ftyp, moov, mdat]);
}

/** The pieces of a file of exactly `bytes` bytes that passes for a whole video. */
export function* filePieces(bytes: number): Generator<Buffer> {
	const head = fileHead(bytes);
	yield head;
	for (let left = bytes - head.length; left > 0; left -= FILLER.length) {
		yield left >= FILLER.length ? FILLER : FILLER.subarray(0, left);
	}
}
