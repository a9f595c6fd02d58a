import { asReadable, type Storable } from '../download/readableStreams';
import type { StreamedBody } from '../download/openAddress';
import { formatBytes } from '../errors/inWords';
import { redact } from '../errors/redact';
import type { Item } from '../item/item';
import { UPLOAD_PROGRESS_FROM_BYTES } from '../policy';
import { close, type BinaryFile } from './binaryFile';
import { fileChanged } from './fileInputErrors';

/** A request body while it is being sent. */
export interface RequestBody {
	/** A Buffer if n8n keeps binary data in memory, otherwise a stream. */
	body: Storable;
	/** Bytes, for Content-Length. */
	length: number;
	/** True once n8n's store returned other bytes than when the file was read. */
	changed(): boolean;
	/** Closes whatever is still open; always call it. */
	close(): void;
}

/**
 * Opens a file for sending, piece by piece, and logs its progress.
 * @param before bytes before the file
 * @param after bytes after the file
 */
export async function openRequestBody(
	item: Item,
	file: BinaryFile,
	before: Buffer = NOTHING,
	after: Buffer = NOTHING,
): Promise<RequestBody> {
	const length = before.length + file.size + after.length;
	const content = await file.open();
	const progress = new UploadProgress(item, file);
	progress.begins();
	if (Buffer.isBuffer(content)) {
		const body = length === file.size ? content : Buffer.concat([before, content, after]);
		return { body, length, changed: () => content.length !== file.size, close: () => {} };
	}
	const state = { changed: false };
	const pieces = frame(before, exactly(content, file, progress, state), after);
	const body = await asReadable(content, pieces);
	// A stream that fails while nobody reads it would end the process.
	(body as { on?: StreamedBody['on'] }).on?.('error', () => {});
	return {
		body,
		length,
		changed: () => state.changed,
		close: () => {
			close(body);
			close(content);
		},
	};
}

const NOTHING = Buffer.alloc(0);

/** A body of another length than announced would hang, or be stored incomplete. */
async function* exactly(
	content: StreamedBody,
	file: BinaryFile,
	progress: UploadProgress,
	state: { changed: boolean },
): AsyncGenerator<Uint8Array> {
	let sent = 0;
	for await (const piece of content) {
		const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
		sent += bytes.length;
		state.changed = sent > file.size;
		if (state.changed) break;
		yield bytes;
		progress.reached(sent);
	}
	state.changed = sent !== file.size;
	if (state.changed) throw fileChanged(file.field);
}

async function* frame(
	before: Buffer,
	content: AsyncGenerator<Uint8Array>,
	after: Buffer,
): AsyncGenerator<Uint8Array> {
	if (before.length > 0) yield before;
	yield* content;
	if (after.length > 0) yield after;
}

const STEP_PERCENT = 10;

/** Logs how far an upload is: a line for each tenth, and none for small files. */
class UploadProgress {
	private loggedPercent = 0;

	constructor(
		private readonly item: Item,
		private readonly file: Pick<BinaryFile, 'fileName' | 'size'>,
	) {}

	/** The only line if n8n keeps the file in memory and hands it over in one piece. */
	begins(): void {
		const { fileName, size } = this.file;
		if (size < UPLOAD_PROGRESS_FROM_BYTES) return;
		this.item.host.logger.info(
			`Item ${this.item.index}: uploading “${redact(fileName)}” (${formatBytes(size)}).`,
		);
	}

	/** @param sent bytes handed to the connection so far */
	reached(sent: number): void {
		const { fileName, size } = this.file;
		if (size < UPLOAD_PROGRESS_FROM_BYTES) return;
		const percent = Math.floor((100 * sent) / size / STEP_PERCENT) * STEP_PERCENT;
		if (percent <= this.loggedPercent) return;
		this.loggedPercent = percent;
		this.item.host.logger.info(
			`Item ${this.item.index}: ${percent} % of “${redact(fileName)}” uploaded (${formatBytes(sent)} of ${formatBytes(size)}).`,
		);
	}
}
