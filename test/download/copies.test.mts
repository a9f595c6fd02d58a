import { setImmediate as nextTurn } from 'node:timers/promises';
import { Readable } from 'node:stream';

import { downloadOutput } from '../../nodes/WaveSpeed/download/downloadOutput.ts';
import type { DownloadHost } from '../../nodes/WaveSpeed/download/openAddress.ts';
import { networkTime } from '../virtualTime.mts';

const SOCKET_READ_BYTES = 64 * 1024;

describe('what a store is handed', () => {
	it('is what the network brought, and no copy of it, while the store is slower', async () => {
		const pieces = Array.from({ length: 40 }, () => Buffer.alloc(SOCKET_READ_BYTES, 0x5a));
		const stored: Buffer[] = [];
		const host = {
			helpers: {
				httpRequest: async () => ({
					statusCode: 200,
					headers: {
						'content-type': 'video/webm',
						'content-length': String(pieces.length * SOCKET_READ_BYTES),
					},
					body: Readable.from(pieces, { objectMode: true, highWaterMark: 2 }),
				}),
				prepareBinaryData: async (stream: Readable) => {
					for await (const piece of stream) {
						stored.push(piece as Buffer);
						for (let turn = 0; turn < 5; turn++) await nextTurn();
					}
					return { data: '', mimeType: 'video/webm' };
				},
			},
		} as unknown as DownloadHost;

		await downloadOutput('https://output.example/video.webm', {
			host,
			time: networkTime(),
			apiBaseUrl: 'https://api.wavespeed.ai',
			fileName: 'video',
			limitBytes: 1_000_000_000,
		});

		expect(stored).toHaveLength(pieces.length);
		expect(stored.every((piece, index) => piece === pieces[index])).toBe(true);
	});
});
