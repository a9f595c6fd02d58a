import { redact } from '../errors/redact';
import { formatBytes } from '../errors/inWords';
import { UPLOAD_PROGRESS_FROM_BYTES } from '../policy';
import type { Item } from '../item/item';
import type { BinaryFile } from './binaryFile';

const STEP_PERCENT = 10;

/** Logs how far an upload is: a line for each tenth, and none for small files. */
export class UploadProgress {
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
