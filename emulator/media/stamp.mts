import { crc32 } from 'node:zlib';
import type { FileFormat } from './outputSpec.mts';

/** ISO/IEC 14496-12: a `free` box is skipped by every player. */
export function freeBox(content: Buffer): Buffer {
	const header = Buffer.alloc(8);
	header.writeUInt32BE(header.length + content.length, 0);
	header.write('free', 4, 'latin1');
	return Buffer.concat([header, content]);
}

function pngWithText(file: Buffer, label: string): Buffer {
	const endChunk = file.length - 12;
	const typeAndData = Buffer.from(`tEXtComment\0${label}`, 'latin1');
	const length = Buffer.alloc(4);
	length.writeUInt32BE(typeAndData.length - 4);
	const checksum = Buffer.alloc(4);
	checksum.writeUInt32BE(crc32(typeAndData));
	return Buffer.concat([
		file.subarray(0, endChunk),
		length,
		typeAndData,
		checksum,
		file.subarray(endChunk),
	]);
}

function jpegWithComment(file: Buffer, label: string): Buffer {
	const header = Buffer.from([0xff, 0xfe, 0, 0]);
	header.writeUInt16BE(2 + label.length, 2);
	return Buffer.concat([
		file.subarray(0, 2),
		header,
		Buffer.from(label, 'latin1'),
		file.subarray(2),
	]);
}

/** WebP and WAV are both RIFF: readers skip chunks they do not know. */
function riffWithChunk(file: Buffer, label: string): Buffer {
	const content = Buffer.from(label.length % 2 ? `${label} ` : label, 'latin1');
	const header = Buffer.alloc(8);
	header.write('note', 0, 'latin1');
	header.writeUInt32LE(content.length, 4);
	const stamped = Buffer.concat([file, header, content]);
	stamped.writeUInt32LE(stamped.length - 8, 4);
	return stamped;
}

/** ID3v1: the last 128 bytes, title of at most 30 characters at offset 3. */
function mp3WithTag(file: Buffer, label: string): Buffer {
	const tag = Buffer.alloc(128);
	tag.write('TAG', 0, 'latin1');
	tag.write(label.slice(0, 30), 3, 'latin1');
	tag.write(label.slice(30, 60), 33, 'latin1');
	return Buffer.concat([file, tag]);
}

/**
 * Puts a label into a finished file where its format allows one, so that no two predictions have
 * the same bytes and a comparison of bytes proves whose output was downloaded.
 * @param label ASCII
 */
export function stamp(format: FileFormat, file: Buffer, label: string): Buffer {
	switch (format) {
		case 'mp4':
			return Buffer.concat([file, freeBox(Buffer.from(label))]);
		case 'png':
			return pngWithText(file, label);
		case 'jpeg':
			return jpegWithComment(file, label);
		case 'webp':
		case 'wav':
			return riffWithChunk(file, label);
		case 'mp3':
			return mp3WithTag(file, label);
		default:
			return file;
	}
}
