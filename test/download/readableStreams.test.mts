import { createServer, get, IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Duplex, PassThrough, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';

import type { StreamedBody } from '../../nodes/WaveSpeed/download/openAddress.ts';
import { asReadable, createPushStream } from '../../nodes/WaveSpeed/download/readableStreams.ts';
import { createN8nHost } from './n8nHost.mts';
import { noise, png } from './samples.mts';

async function response(): Promise<IncomingMessage> {
	const server = createServer((_request, answer) => answer.end()).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const message = await new Promise<IncomingMessage>((resolve) =>
		get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }, resolve),
	);
	message.resume();
	server.close();
	return message;
}

async function* pieces(failure?: Error): AsyncGenerator<Uint8Array> {
	yield png();
	if (failure) throw failure;
	yield noise(10);
}

describe('one stream of many pieces', () => {
	const samples: Array<[string, () => unknown]> = [
		['a plain stream, as n8n 2.41 hands out', () => Readable.from([])],
		['a response, as older versions hand out', response],
		['an unpacking stream', () => createGunzip()],
		['another unpacking stream', () => createBrotliDecompress()],
		['a pipe', () => new PassThrough()],
	];

	test.each(samples)('is a readable and nothing more, made from %s', async (_name, sample) => {
		const stream = await asReadable((await sample()) as StreamedBody, pieces());
		expect(stream).toBeInstanceOf(Readable);
		expect(stream).not.toBeInstanceOf(Duplex);
		const read: Uint8Array[] = [];
		for await (const piece of stream as Readable) read.push(piece as Uint8Array);
		expect(Buffer.concat(read)).toEqual(Buffer.concat([png(), noise(10)]));
	});

	test.each(['default', 'filesystem'] as const)(
		'makes n8n reject with what it throws, in %s mode, and keeps nothing',
		async (mode) => {
			const host = await createN8nHost(mode);
			const failure = new Error('ours');
			for (const [, sample] of samples) {
				const stream = await asReadable((await sample()) as StreamedBody, pieces(failure));
				await expect(host.helpers.prepareBinaryData(stream, 'a.png', 'image/png')).rejects.toBe(
					failure,
				);
			}
			expect(host.storedFiles()).toEqual([]);
			host.remove();
		},
	);

	test('is a buffer for a host that hands out no stream', async () => {
		for (const sample of ['text', Buffer.from('a'), undefined, { from: 'nowhere' }]) {
			const stored = await asReadable(sample as never, pieces());
			expect(Buffer.isBuffer(stored)).toBe(true);
			expect(stored).toEqual(Buffer.concat([png(), noise(10)]));
		}
	});
});

describe('a stream that is filled by pushing', () => {
	test('is a readable and nothing more, without a body of n8n’s to take it from', async () => {
		const pieces = [noise(10), noise(20, 2), null];
		let stops = 0;
		const stream = createPushStream({
			highWaterMark: 1_000,
			read: (into) => into.push(pieces.shift() ?? null),
			stop: () => stops++,
		});
		expect(stream).toBeInstanceOf(Readable);
		expect(stream).not.toBeInstanceOf(Duplex);
		const read: Uint8Array[] = [];
		for await (const piece of stream as unknown as Readable) read.push(piece as Uint8Array);
		expect(Buffer.concat(read)).toEqual(Buffer.concat([noise(10), noise(20, 2)]));
		expect(stops).toBe(1);
	});

	test.each(['default', 'filesystem'] as const)(
		'makes n8n reject with what it fails with, in %s mode, and keeps nothing',
		async (mode) => {
			const host = await createN8nHost(mode);
			const failure = new Error('ours');
			let reads = 0;
			const stream = createPushStream({
				highWaterMark: 10,
				read: (into) => (reads++ === 0 ? into.push(noise(100)) : into.destroy(failure)),
			});
			await expect(host.helpers.prepareBinaryData(stream, 'a.png', 'image/png')).rejects.toBe(
				failure,
			);
			expect(host.storedFiles()).toEqual([]);
			host.remove();
		},
	);

	test('that fails before anybody reads ends nothing but itself', async () => {
		const stream = createPushStream({ highWaterMark: 10, read: () => {} });
		stream.destroy(new Error('nobody listens'));
		await new Promise((resolve) => setImmediate(resolve));
		expect((stream as unknown as Readable).destroyed).toBe(true);
	});
});
