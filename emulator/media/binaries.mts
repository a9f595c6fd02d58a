import { accessSync, chmodSync, constants } from 'node:fs';
import { path as ffmpegFile } from '@ffmpeg-installer/ffmpeg';
import { path as ffprobeFile } from '@ffprobe-installer/ffprobe';

/**
 * Both come with their npm package. ffprobe's is packed without the execute bit, and the install
 * script that would set it does not run here (.npmrc), so it is set on first use.
 */
function executable(file: string): string {
	try {
		accessSync(file, constants.X_OK);
	} catch {
		chmodSync(file, 0o755);
	}
	return file;
}

/** Absolute path of an ffmpeg with libx264, AAC, MP3 and WebP encoders. */
export const ffmpegPath = (): string => executable(ffmpegFile);

/** Absolute path of an ffprobe. */
export const ffprobePath = (): string => executable(ffprobeFile);
