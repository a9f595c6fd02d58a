import { createHash } from 'crypto';
import type { IBinaryData } from 'n8n-workflow';

import { stopped } from '../api/apiErrors';
import { FILE_KIND_BYTES, fileKind } from '../download/fileKind';
import { sniff } from '../download/fileSignatures';
import { isKnownExtension } from '../download/mediaTypes';
import type { StreamedBody } from '../download/openAddress';
import type { Item } from '../item/item';
import { fileTooLarge, fileUnreadable } from './fileInputErrors';
import type { PickedBinary } from './pickBinaries';

/** A file of an item, read once to identify it. Its bytes are read again when it is sent. */
export interface BinaryFile {
	/** The binary field it came from. */
	field: string;
	/** Without folders, with an extension. */
	fileName: string;
	/** From its first bytes if they show it. */
	mimeType: string;
	/** Without a dot. */
	extension: string;
	/** Bytes. */
	size: number;
	/** Hexadecimal digest of the content. */
	sha256: string;
	/** Opens it again: the bytes themselves if n8n keeps binary data in memory, otherwise a stream. */
	open(): Promise<Buffer | StreamedBody>;
}

/**
 * Reads a whole file without keeping it: its size is what n8n stored and not what n8n reports, and its
 * digest tells equal files from others.
 * @param limitBytes reading stops there
 * @throws InputError for a file that is too large or cannot be read
 */
export async function readBinaryFile(
	item: Item,
	{ field, binary }: PickedBinary,
	limitBytes: number,
): Promise<BinaryFile> {
	if ((binary.bytes ?? 0) > limitBytes) throw fileTooLarge(field, limitBytes, binary.bytes);
	const open = async () => await openBinary(item, field, binary);
	const hash = createHash('sha256');
	const head: Uint8Array[] = [];
	let size = 0;
	let content: Buffer | StreamedBody | undefined;
	try {
		content = await open();
		for await (const piece of Buffer.isBuffer(content) ? [content] : content) {
			const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
			if (size < FILE_KIND_BYTES) head.push(bytes.subarray(0, FILE_KIND_BYTES));
			size += bytes.length;
			hash.update(bytes);
			if (size > limitBytes || item.signal?.aborted) break;
		}
	} catch {
		throw fileUnreadable(field);
	} finally {
		close(content);
	}
	if (item.signal?.aborted) throw stopped(item.at());
	if (size > limitBytes) throw fileTooLarge(field, limitBytes);
	const given = lastPart(binary.fileName);
	const first = Buffer.concat(head);
	const kind = fileKind(first, binary.mimeType, given);
	return {
		field,
		fileName: nameOf(given || lastPart(field) || 'file', kind.extension, showsKind(first)),
		...kind,
		size,
		sha256: hash.digest('hex'),
		open,
	};
}

/** @throws InputError for a file that no longer exists */
async function openBinary(
	item: Item,
	field: string,
	binary: IBinaryData,
): Promise<Buffer | StreamedBody> {
	if (!binary.id) return Buffer.from(binary.data, 'base64');
	let stream: StreamedBody;
	try {
		stream = (await item.host.helpers.getBinaryStream(binary.id)) as unknown as StreamedBody;
	} catch {
		throw fileUnreadable(field);
	}
	// A stream that fails while nobody reads it would end the process.
	stream.on?.('error', () => {});
	return stream;
}

/** Ends a stream that is not read to its end; harmless for everything else. */
export function close(content: unknown): void {
	if (!Buffer.isBuffer(content)) (content as StreamedBody | undefined)?.destroy?.();
}

function lastPart(name: string | undefined): string {
	const last = (name ?? '').split(/[/\\]/).pop() ?? '';
	return last.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
}

/**
 * Storages and models tell files apart by their extension, so there always is one.
 * @param isCertain the bytes show the kind: the ending of `photo.final` or `image.php` is then no extension
 */
function nameOf(name: string, extension: string, isCertain: boolean): string {
	const dot = name.lastIndexOf('.');
	const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot + 1)] : [name, ''];
	const short = stem.slice(0, 100);
	if (!/^[A-Za-z0-9]{1,12}$/.test(ending)) return `${short}.${extension}`;
	const isExtension = !isCertain || isKnownExtension(ending.toLowerCase());
	return isExtension ? `${short}.${ending}` : `${short}.${ending}.${extension}`;
}

/** An archive does not: a document of Word is one, too. */
function showsKind(head: Uint8Array): boolean {
	const [kind] = sniff(head) ?? [];
	return kind !== undefined && kind !== 'zip' && kind !== 'gz';
}

/**
 * The sizes of the files of a run. A file at an address with another size cannot be one of them, which
 * saves a download.
 */
export class FileSizes {
	private readonly sizes = new Set<number>();

	/** Call it before the first file of the run is uploaded. */
	add(bytes: number): void {
		this.sizes.add(bytes);
	}

	has(bytes: number): boolean {
		return this.sizes.has(bytes);
	}
}
