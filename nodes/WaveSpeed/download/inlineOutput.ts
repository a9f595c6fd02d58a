import type { IBinaryData } from 'n8n-workflow';

import { BASE64_SLICE_CHARACTERS, DOWNLOAD_READ_AHEAD_BYTES } from '../policy';
import type { Time } from '../time';
import { explainInline } from './downloadErrors';
import { fileKind } from './fileKind';
import { fileName } from './fileName';
import type { DownloadHost } from './openAddress';
import { createPushStream } from './readableStreams';

interface InlineOptions {
	host: { readonly helpers: Pick<DownloadHost['helpers'], 'prepareBinaryData'> };
	time: Time;
	/** The execution's cancel signal. */
	signal?: AbortSignal;
	/** The name without extension; made safe here. */
	fileName: string;
	/** The largest file accepted, in bytes. */
	limitBytes: number;
	/** What a data: URI says. */
	mimeType?: string;
}

/**
 * Makes binary data of an output inside the API's answer, which bounds its size. It is decoded slice by
 * slice while n8n stores it: the whole file is not in memory a second time, and a file of 30 MB does not
 * block n8n.
 * @param base64 without a data: prefix; line breaks and the URL-safe alphabet are accepted
 * @throws DownloadError with a complete message
 */
export async function inlineOutput(base64: string, options: InlineOptions): Promise<IBinaryData> {
	const { host, time, signal, limitBytes, mimeType } = options;
	// Three bytes in four letters; the limit is checked before any memory is allocated.
	if (base64.length * 0.75 > limitBytes * LINE_BREAKS + 1_024)
		throw explainInline('tooLarge', limitBytes);
	const slices = decodeBase64(base64, BASE64_SLICE_CHARACTERS);
	const first = slices.next();
	if (first.done) throw explainInline('empty', limitBytes);
	let bytes = 0;
	let problem: 'stopped' | 'tooLarge' | undefined;
	const stream = createPushStream({
		highWaterMark: DOWNLOAD_READ_AHEAD_BYTES,
		read: () => void pushNext(),
	});
	const pushNext = async () => {
		const isFirst = bytes === 0;
		// A turn of the event loop for each slice except the first.
		if (!isFirst) await time.sleep(0, signal);
		const slice = isFirst ? first : slices.next();
		if (!slice.done) bytes += slice.value.length;
		if (signal?.aborted) problem = 'stopped';
		else if (bytes > limitBytes) problem = 'tooLarge';
		if (problem) return void stream.destroy(explainInline(problem, limitBytes));
		stream.push(slice.done ? null : slice.value);
	};
	const kind = fileKind(first.value, mimeType, '');
	const name = fileName(options.fileName, kind.extension);
	try {
		const stored = await host.helpers.prepareBinaryData(stream, name, kind.mimeType);
		return {
			...stored,
			fileName: name,
			fileExtension: kind.extension,
			mimeType: kind.mimeType,
			bytes,
		};
	} catch {
		throw explainInline(problem ?? 'storage', limitBytes);
	} finally {
		stream.destroy();
	}
}

/** Lines of 76 letters with two characters between them, and some margin. */
const LINE_BREAKS = 1.05;

/** Everything between letters of base64: line breaks, blanks. */
const NO_LETTERS = /[^A-Za-z0-9+/_-]+/g;

/**
 * Decodes base64 slice by slice.
 * @param base64 the usual or the URL-safe alphabet, with or without padding and line breaks
 * @param sliceCharacters letters in one slice
 * @returns the bytes in order; nothing for a text without a whole byte
 */
export function* decodeBase64(
	base64: string,
	sliceCharacters: number,
): Generator<Buffer, undefined, undefined> {
	/** Letters of an unfinished group of four; the rest is in the next slice. */
	let begun = '';
	for (let at = 0; at < base64.length; at += sliceCharacters) {
		const isLast = at + sliceCharacters >= base64.length;
		const letters = begun + base64.slice(at, at + sliceCharacters).replace(NO_LETTERS, '');
		const whole = isLast ? letters.length : letters.length - (letters.length % 4);
		begun = letters.slice(whole);
		const bytes = Buffer.from(letters.slice(0, whole), 'base64');
		if (bytes.length > 0) yield bytes;
	}
	return undefined;
}
