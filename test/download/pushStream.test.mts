import { Duplex, Readable } from 'node:stream';

import { createPushStream } from '../../nodes/WaveSpeed/download/pushStream.ts';
import { createN8nHost } from './n8nHost.mts';
import { noise } from './samples.mts';

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
