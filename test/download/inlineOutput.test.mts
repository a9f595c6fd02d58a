import { createHash } from 'node:crypto';

import { inlineOutput } from '../../nodes/WaveSpeed/download/downloadOutput.ts';
import { networkTime } from '../virtualTime.mts';
import { errorOf } from './download.mts';
import { createN8nHost, sha256, type N8nHost } from './n8nHost.mts';
import { mp4, noise, png } from './samples.mts';

describe('an output that comes inside the answer', () => {
	let host: N8nHost;
	beforeAll(async () => {
		host = await createN8nHost('filesystem');
	});
	afterAll(() => host.remove());

	const store = async (base64: string, further: { limitBytes?: number; mimeType?: string } = {}) =>
		await inlineOutput(base64, {
			host,
			time: networkTime(),
			fileName: 'abc-1',
			limitBytes: 1_000_000,
			...further,
		});

	test.each([
		['naked', mp4().toString('base64')],
		['without padding', mp4().toString('base64').replace(/=+$/, '')],
		['in lines', mp4().toString('base64').replace(/.{76}/g, '$&\r\n')],
		['in the URL-safe alphabet', mp4().toString('base64url')],
	])('is stored as it was: %s', async (_name, base64) => {
		const binary = await store(base64);
		expect(binary).toMatchObject({
			fileName: 'abc-1.mp4',
			fileExtension: 'mp4',
			mimeType: 'video/mp4',
			bytes: mp4().length,
		});
		expect(sha256(await host.read(binary))).toBe(sha256(mp4()));
	});

	test('has the type its data: URI says where its bytes do not tell', async () => {
		const base64 = Buffer.from('1\n00:00 --> 00:01\nHi').toString('base64');
		expect((await store(base64, { mimeType: 'application/x-subrip' })).fileName).toBe('abc-1.srt');
		expect((await store(png().toString('base64'), { mimeType: 'video/mp4' })).fileName).toBe(
			'abc-1.png',
		);
	});

	test('is refused above the limit, and taken at it', async () => {
		const base64 = mp4().toString('base64');
		expect((await errorOf(store(base64, { limitBytes: mp4().length - 1 }))).details.reason).toBe(
			'outputTooLarge',
		);
		expect((await errorOf(store(base64, { limitBytes: 10 }))).message).toContain(
			'limit of 10 bytes',
		);
		expect((await store(base64, { limitBytes: mp4().length })).bytes).toBe(mp4().length);
	});

	test('of 30 MB is decoded in slices, between which n8n has its turn', async () => {
		const bytes = Buffer.concat([png(), noise(30_000_000)]);
		const lines = bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
		const time = networkTime();
		const read: number[] = [];
		const watching = {
			helpers: {
				prepareBinaryData: async (...given: Parameters<typeof host.helpers.prepareBinaryData>) => {
					const [stream] = given as unknown as [AsyncIterable<Uint8Array>];
					const hash = createHash('sha256');
					for await (const piece of stream) {
						read.push(piece.length);
						hash.update(piece);
					}
					return { data: hash.digest('hex'), mimeType: 'image/png' };
				},
			},
		};
		const binary = await inlineOutput(lines, {
			host: watching as never,
			time,
			fileName: 'a',
			limitBytes: bytes.length,
		});
		expect(binary).toMatchObject({ data: sha256(bytes), bytes: bytes.length, fileName: 'a.png' });
		// Never the whole file at once, and a pause for each slice.
		expect(Math.max(...read)).toBeLessThan(2_000_000);
		expect(time.pauses.length).toBeGreaterThan(30);
	});

	test('is stored whole in every mode of n8n', async () => {
		const memory = await createN8nHost('default');
		const bytes = Buffer.concat([png(), noise(3_000_000)]);
		const binary = await inlineOutput(bytes.toString('base64'), {
			host: memory,
			time: networkTime(),
			fileName: 'a',
			limitBytes: bytes.length,
		});
		expect(sha256(await memory.read(binary))).toBe(sha256(bytes));
		memory.remove();
	});

	test('ends when the execution is stopped', async () => {
		const controller = new AbortController();
		const time = { ...networkTime(), sleep: async () => controller.abort() };
		const base64 = noise(5_000_000).toString('base64');
		const { signal } = controller;
		const error = await errorOf(
			inlineOutput(base64, { host, time, signal, fileName: 'a', limitBytes: 10_000_000 }),
		);
		expect(error.details.reason).toBe('stopped');
	});

	test('is an error when it is nothing', async () => {
		expect((await errorOf(store('===='))).details).toMatchObject({
			reason: 'downloadFailed',
			problem: 'empty',
		});
	});

	test('is an error of ours when n8n cannot store it', async () => {
		const broken = {
			helpers: { prepareBinaryData: async () => await Promise.reject(new Error('ENOSPC')) },
		};
		const download = inlineOutput('aGk=', {
			host: broken,
			time: networkTime(),
			fileName: 'a',
			limitBytes: 100,
		});
		expect((await errorOf(download)).details.reason).toBe('storageFailed');
	});
});
