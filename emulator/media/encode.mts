import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ffmpegPath } from './binaries.mts';

const run = promisify(execFile);
let queue: Promise<unknown> = Promise.resolve();

/**
 * Runs ffmpeg and returns the file it wrote. One at a time: x264 fills both cores of a small
 * machine by itself, and a batch of predictions would otherwise start a hundred of them.
 * @param options of ffmpeg, all but the output file; words are separated by one space and contain none
 * @param extension decides the container, e.g. 'mp4'
 */
export function encode(options: string[], extension: string): Promise<Buffer> {
	const result = queue.then(async () => {
		const directory = await mkdtemp(join(tmpdir(), 'wavespeed-emulator-encode-'));
		try {
			const file = join(directory, `output.${extension}`);
			const words = ['-v error -y', ...options, '-fflags +bitexact -flags +bitexact'].flatMap(
				(option) => option.split(' '),
			);
			await run(ffmpegPath(), [...words, file]);
			return await readFile(file);
		} finally {
			await rm(directory, { recursive: true, force: true });
		}
	});
	queue = result.catch(() => undefined);
	return result;
}
