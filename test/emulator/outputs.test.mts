import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Emulator } from '../../emulator/index.mts';
import { ffprobePath } from '../../emulator/index.mts';
import { closeAll, generate, KEY, SORA, start } from './client.mts';

const run = promisify(execFile);
let directory: string;

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), 'wavespeed-emulator-test-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));
afterEach(closeAll);

/** What ffprobe makes of the file a prediction put out. */
async function probe(url: string): Promise<any> {
	const file = join(directory, url.split('/').pop()!);
	await writeFile(file, Buffer.from(await (await fetch(url)).arrayBuffer()));
	const { stdout } = await run(ffprobePath(), [
		'-v',
		'error',
		'-show_format',
		'-show_streams',
		'-of',
		'json',
		file,
	]);
	return JSON.parse(stdout);
}

/** The outermost boxes of an MP4 (ISO/IEC 14496-12, 4.2); a size of 1 means that 64 bits of it follow. */
function boxesOf(file: Buffer): Array<{ type: string; end: number }> {
	const boxes: Array<{ type: string; end: number }> = [];
	for (let at = 0; at < file.length; ) {
		const size = file.readUInt32BE(at);
		const end = at + (size === 1 ? Number(file.readBigUInt64BE(at + 8)) : size);
		boxes.push({ type: file.toString('latin1', at + 4, at + 8), end });
		at = Math.max(end, at + 8);
	}
	return boxes;
}

describe('a video', () => {
	test.each([
		[{ prompt: 'x' }, 720, 1280, 4],
		[{ prompt: 'x', size: '1280*720', duration: 8 }, 1280, 720, 8],
		[
			{
				prompt: 'x',
				image: 'https://example.com/a.png',
				resolution: '480p',
				aspect_ratio: '1:1',
				duration: 5,
			},
			480,
			480,
			5,
		],
	])(
		'for %j is H.264 of that size and exactly that long',
		async (input, width, height, seconds) => {
			const emulator = await start();
			const model = 'image' in input ? 'bytedance/seedance-v1.5-pro/image-to-video' : SORA;
			const { outputs } = await generate(emulator, input, model);
			const { format, streams } = await probe(outputs[0]);
			expect(Number(format.duration)).toBe(seconds);
			expect(streams.map((stream: any) => stream.codec_name)).toEqual(['h264', 'aac']);
			expect(streams[0]).toMatchObject({
				width,
				height,
				pix_fmt: 'yuv420p',
				avg_frame_rate: '24/1',
				nb_frames: String(24 * seconds),
			});
		},
	);

	test('starts playing before it is whole: its index comes before its data', async () => {
		const emulator = await start();
		const { id } = await generate(emulator);
		const bytes = await emulator.outputBytesOf(id);
		expect(bytes.subarray(4, 8).toString()).toBe('ftyp');
		expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
	});

	test('has bytes no other prediction has, and every box has its right length', async () => {
		const emulator = await start();
		const [one, other] = [await generate(emulator), await generate(emulator)];
		const [a, b] = [await emulator.outputBytesOf(one.id), await emulator.outputBytesOf(other.id)];
		expect(a.equals(b)).toBe(false);
		expect(a.includes(one.id)).toBe(true);
		expect(boxesOf(a).map(({ type }) => type)).toEqual(['ftyp', 'moov', 'free', 'mdat', 'free']);
	});

	test('can be made as large as asked, and still plays', async () => {
		const outputBytes = 5_000_001;
		const emulator = await start({ outputBytes });
		const { id, outputs } = await generate(emulator);
		const { format } = await probe(outputs[0]);
		expect(format).toMatchObject({ size: String(outputBytes), duration: '4.000000' });
		const bytes = await emulator.outputBytesOf(id);
		expect(bytes).toHaveLength(outputBytes);
		const boxes = boxesOf(bytes);
		expect(boxes.at(-1)!.end).toBe(outputBytes);
		expect(boxes.every(({ type }) => /^\w{4}$/.test(type))).toBe(true);
	});
});

describe('an output that is no video', () => {
	test.each(['png', 'jpeg', 'webp'])('can be a %s of the size asked for', async (format) => {
		const emulator = await start();
		const { outputs } = await generate(
			emulator,
			{ prompt: 'x', size: '320*200', output_format: format },
			'wavespeed-ai/z-image/turbo',
		);
		expect(outputs[0]).toMatch(new RegExp(`\\.${format}$`));
		const { streams } = await probe(outputs[0]);
		expect(streams[0]).toMatchObject({
			codec_name: format === 'jpeg' ? 'mjpeg' : format,
			width: 320,
			height: 200,
		});
		expect((await fetch(outputs[0])).headers.get('content-type')).toBe(`image/${format}`);
	});

	test('can be several images, all different', async () => {
		const emulator = await start();
		const { id, outputs } = await generate(
			emulator,
			{ prompt: 'x', num_images: 3, size: '64*64' },
			'wavespeed-ai/flux-dev-lora',
		);
		expect(outputs).toHaveLength(3);
		const files = await Promise.all([0, 1, 2].map((index) => emulator.outputBytesOf(id, index)));
		expect(new Set(files.map((file) => file.toString('hex'))).size).toBe(3);
	});

	test('can be an MP3 as long as asked', async () => {
		const emulator = await start();
		const { outputs } = await generate(
			emulator,
			{ tags: 'jazz', duration: 5 },
			'wavespeed-ai/ace-step-1.5',
		);
		const { format, streams } = await probe(outputs[0]);
		expect(streams[0].codec_name).toBe('mp3');
		expect(Number(format.duration)).toBeCloseTo(5, 0);
	});

	test('can be a 3D model whose parts add up', async () => {
		const emulator = await start();
		const { id, outputs } = await generate(
			emulator,
			{ image: 'https://example.com/a.png' },
			'wavespeed-ai/meshy6/image-to-3d',
		);
		const response = await fetch(outputs[0]);
		expect(response.headers.get('content-type')).toBe('model/gltf-binary');
		const glb = Buffer.from(await response.arrayBuffer());
		expect(glb.subarray(0, 4).toString()).toBe('glTF');
		expect(glb.readUInt32LE(8)).toBe(glb.length);
		const scene = JSON.parse(glb.subarray(20, 20 + glb.readUInt32LE(12)).toString());
		expect(scene.asset).toMatchObject({
			version: '2.0',
			extras: { label: expect.stringContaining(id) },
		});
	});

	test('can be the weights a training leads to', async () => {
		const emulator = await start();
		const { id, outputs } = await generate(
			emulator,
			{ data: 'https://example.com/a.zip', trigger_word: null },
			'wavespeed-ai/z-image/base-lora-trainer',
		);
		expect(outputs[0]).toMatch(/\.safetensors$/);
		const bytes = await emulator.outputBytesOf(id);
		expect(
			JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString()),
		).toHaveProperty('__metadata__');
	});
});

describe('the output host', () => {
	let emulator: Emulator;
	let url: string;
	let bytes: Buffer;
	let etag: string;
	let lastModified: string;

	beforeEach(async () => {
		emulator = await start();
		const data = await generate(emulator);
		url = data.outputs[0];
		bytes = await emulator.outputBytesOf(data.id);
		const head = await fetch(url, { method: 'HEAD' });
		etag = head.headers.get('etag')!;
		lastModified = head.headers.get('last-modified')!;
	});

	const get = async (headers: Record<string, string> = {}) => {
		const response = await fetch(url, { headers });
		return {
			status: response.status,
			headers: response.headers,
			body: Buffer.from(await response.arrayBuffer()),
		};
	};

	test('serves the whole file with its length, type and validators', async () => {
		const { status, headers, body } = await get();
		expect(status).toBe(200);
		expect(body.equals(bytes)).toBe(true);
		expect(Object.fromEntries(headers)).toMatchObject({
			'accept-ranges': 'bytes',
			'content-length': String(bytes.length),
			'content-type': 'video/mp4',
			etag: expect.stringMatching(/^"[^"]+"$/),
			'last-modified': expect.stringContaining('GMT'),
		});
	});

	test('serves a range', async () => {
		const { status, headers, body } = await get({ range: 'bytes=1000-1999' });
		expect(status).toBe(206);
		expect(headers.get('content-range')).toBe(`bytes 1000-1999/${bytes.length}`);
		expect(body.equals(bytes.subarray(1000, 2000))).toBe(true);
	});

	test('resumes where the file is still the same, by ETag or by date', async () => {
		for (const validator of [etag, lastModified]) {
			const { status, body } = await get({ range: 'bytes=5000-', 'if-range': validator });
			expect(status).toBe(206);
			expect(body.equals(bytes.subarray(5000))).toBe(true);
		}
	});

	test('starts over where it is not', async () => {
		for (const validator of ['"another"', new Date(0).toUTCString()]) {
			const { status, body } = await get({ range: 'bytes=5000-', 'if-range': validator });
			expect(status).toBe(200);
			expect(body.equals(bytes)).toBe(true);
		}
	});

	test('answers 416 with the length to a range beyond the end', async () => {
		const { status, headers } = await get({ range: `bytes=${bytes.length}-` });
		expect(status).toBe(416);
		expect(headers.get('content-range')).toBe(`bytes */${bytes.length}`);
	});

	test('refuses a key, and keeps a record of it', async () => {
		const { status } = await get({ authorization: `Bearer ${KEY}` });
		expect(status).toBe(400);
		expect(emulator.requestsTo({ host: 'outputs' }).at(-1)!.headers.authorization).toBe(
			`Bearer ${KEY}`,
		);
	});

	test.each(['/predictions/0123/1.mp4', '/nothing'])('answers %s with 404', async (path) => {
		expect((await fetch(emulator.outputsUrl + path)).status).toBe(404);
	});

	test('has no second output where there is one, and no other format', async () => {
		expect((await fetch(url.replace('1.mp4', '2.mp4'))).status).toBe(404);
		expect((await fetch(url.replace('1.mp4', '1.png'))).status).toBe(404);
	});
});
