import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Picture } from './media/outputSpec.mts';
import { padVideo } from './media/padding.mts';
import { render } from './media/render.mts';

export interface OutputFile {
	/** Name below `directory`. */
	name: string;
	/** Strong, quoted, as the real CDN's. */
	etag: string;
}

/** The files behind the output host: made when first asked for, gone when the emulator ends. */
export class OutputFiles {
	readonly directory = mkdtempSync(join(tmpdir(), 'wavespeed-emulator-'));
	private readonly files = new Map<string, Promise<OutputFile>>();

	constructor(private readonly outputBytes: number | undefined) {
		mkdirSync(join(this.directory, 'uploads'));
	}

	/**
	 * The file of one output.
	 * @param label what makes its bytes unique, such as the prediction's id and the output's number
	 */
	file(picture: Picture, label: string): Promise<OutputFile> {
		let file = this.files.get(label);
		if (!file) {
			file = this.write(picture, label);
			file.catch(() => this.files.delete(label));
			this.files.set(label, file);
		}
		return file;
	}

	async close(): Promise<void> {
		await Promise.allSettled(this.files.values());
		await rm(this.directory, { recursive: true, force: true });
	}

	private async write(picture: Picture, label: string): Promise<OutputFile> {
		const bytes = await render(picture, label);
		const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
		const name = `${createHash('sha256').update(label).digest('hex').slice(0, 32)}.${picture.format}`;
		const path = join(this.directory, name);
		await writeFile(path, bytes);
		if (picture.format === 'mp4' && this.outputBytes !== undefined)
			await padVideo(path, this.outputBytes);
		// Last-Modified has whole seconds; a file's own time must not be a fraction above it.
		const seconds = Math.floor(Date.now() / 1000);
		await utimes(path, seconds, seconds);
		return { name, etag };
	}
}
