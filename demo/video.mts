import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ffprobePath } from '../emulator/index.mts';

/** What ffprobe sees in a file. */
export interface VideoFacts {
	codec: string;
	width: number;
	height: number;
	durationSeconds: number;
}

/** @throws Error when the file holds no video that ffprobe can read */
export async function inspectVideo(file: string): Promise<VideoFacts> {
	const args = ['-v', 'error', '-select_streams', 'v:0', '-of', 'json'];
	const entries = 'stream=codec_name,width,height:format=duration';
	const { stdout } = await promisify(execFile)(ffprobePath(), [
		...args,
		'-show_entries',
		entries,
		file,
	]);
	const { streams, format } = JSON.parse(stdout) as {
		streams: Array<{ codec_name: string; width: number; height: number }>;
		format: { duration: string };
	};
	const [stream] = streams;
	if (!stream) throw new Error(`${file} holds no video.`);
	const { codec_name: codec, width, height } = stream;
	return { codec, width, height, durationSeconds: Number(format.duration) };
}
