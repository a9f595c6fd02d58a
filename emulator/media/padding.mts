import { open } from 'node:fs/promises';

const MARK_EVERY = 1024 * 1024;
const BOX_HEADER = 16;

/**
 * Grows an MP4 file to `bytes` with a `free` box of 64-bit size. The file stays sparse and nothing
 * is held in memory; every MiB carries its own offset, so that a copy put together from the wrong
 * ranges has other bytes. Does nothing where less than a box header is missing.
 */
export async function padVideo(path: string, bytes: number): Promise<void> {
	const file = await open(path, 'r+');
	try {
		const { size } = await file.stat();
		if (bytes < size + BOX_HEADER) return;
		const header = Buffer.alloc(BOX_HEADER);
		header.writeUInt32BE(1, 0);
		header.write('free', 4, 'latin1');
		header.writeBigUInt64BE(BigInt(bytes - size), 8);
		await file.write(header, 0, header.length, size);
		await file.truncate(bytes);
		const mark = Buffer.alloc(8);
		for (let at = size + BOX_HEADER; at + mark.length <= bytes; at += MARK_EVERY) {
			mark.writeBigUInt64BE(BigInt(at));
			await file.write(mark, 0, mark.length, at);
		}
	} finally {
		await file.close();
	}
}
