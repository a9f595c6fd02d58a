import { createCipheriv } from 'node:crypto';

/** Bytes that differ everywhere, so that a wrong splice shows; the same ones every time. */
export function noise(length: number, seed = 1): Buffer {
	return createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(
		Buffer.alloc(length),
	);
}

export function box(type: string, body: Buffer = Buffer.alloc(0)): Buffer {
	const header = Buffer.alloc(8);
	header.writeUInt32BE(8 + body.length);
	header.write(type, 4, 'latin1');
	return Buffer.concat([header, body]);
}

/** Not playable, but made of boxes like every MP4. */
export function mp4(mediaBytes = 2_000): Buffer {
	return Buffer.concat([
		box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2avc1mp41', 'latin1')),
		box('mdat', noise(mediaBytes)),
		box('moov', box('mvhd', noise(100, 2))),
	]);
}

export function png(bodyBytes = 500): Buffer {
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		noise(bodyBytes),
		Buffer.from('\0\0\0\0IEND\xaeB`\x82', 'latin1'),
	]);
}

export function wav(bodyBytes = 500, declared = bodyBytes + 36): Buffer {
	const header = Buffer.from('RIFF\0\0\0\0WAVEfmt ', 'latin1');
	header.writeUInt32LE(declared, 4);
	return Buffer.concat([header, noise(28), noise(bodyBytes)]);
}
