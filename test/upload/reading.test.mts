import { Readable } from 'node:stream';
import type { IBinaryData } from 'n8n-workflow';

import type { Item } from '../../nodes/WaveSpeed/item/item.ts';
import { readBinaryFile } from '../../nodes/WaveSpeed/upload/binaryFile.ts';
import { openRequestBody } from '../../nodes/WaveSpeed/upload/requestBody.ts';
import { png, sha256 } from './storedFiles.mts';

/** An item whose stored binary has these bytes, each time it is read. */
function itemWith(...readings: Array<Buffer | Error>): Item {
	const next = () => readings.shift() ?? Buffer.alloc(0);
	const getBinaryStream = async () => {
		const reading = next();
		if (reading instanceof Error) throw reading;
		return Readable.from([reading.subarray(0, 100), reading.subarray(100)], { objectMode: false });
	};
	const logger = { info: () => {} };
	return { index: 0, host: { helpers: { getBinaryStream }, logger } } as unknown as Item;
}

const stored = { id: 'filesystem-v2:1', mimeType: 'image/png', data: '', fileName: 'a.png' };
const picked = (facts: Partial<IBinaryData> = {}) => ({
	field: 'data',
	binary: { ...stored, ...facts } as IBinaryData,
});

describe('a stored file', () => {
	it('is known by what is stored, not by what it says of itself', async () => {
		const bytes = png(5_000);
		const file = await readBinaryFile(itemWith(bytes), picked({ bytes: 12 }), 10_000);
		expect(file).toMatchObject({ size: 5_000, sha256: sha256(bytes), mimeType: 'image/png' });
	});

	it.each([
		['scan.JPG', 'scan.JPG'],
		['image.php', 'image.php.png'],
		['photo.final', 'photo.final.png'],
		['IMG 2024.01.05', 'IMG 2024.01.05.png'],
		['v1.5', 'v1.5.png'],
		['noext', 'noext.png'],
		['download.', 'download.png'],
	])('has an extension that tells its kind, %s → %s', async (fileName, expected) => {
		const file = await readBinaryFile(itemWith(png(500)), picked({ fileName }), 10_000);
		expect(file.fileName).toBe(expected);
	});

	it.each([
		['report.docx', 'PK\x03\x04 and so on'],
		['scene.blend', 'BLENDER-v400'],
	])('keeps an ending that its bytes do not contradict: %s', async (fileName, content) => {
		const file = await readBinaryFile(
			itemWith(Buffer.from(content)),
			picked({ fileName, mimeType: '' }),
			10_000,
		);
		expect(file.fileName).toBe(fileName);
	});

	it('is not read to its end when it is larger than allowed', async () => {
		const item = itemWith(png(5_000));
		await expect(readBinaryFile(item, picked(), 4_999)).rejects.toThrow(/larger than 4\.9 kB/);
	});

	it('is not read at all when it says that it is larger than allowed', async () => {
		const item = itemWith(new Error('read'));
		const asked = readBinaryFile(item, picked({ bytes: 20_000 }), 10_000);
		await expect(asked).rejects.toThrow(/has 19\.5 kB, which is larger than 9\.8 kB/);
	});

	it('that is gone is said to be', async () => {
		const item = itemWith(new Error('ENOENT: /secret/path'));
		await expect(readBinaryFile(item, picked(), 10_000)).rejects.toThrow(
			/“data” could not be read from this n8n’s storage/,
		);
	});

	it.each([
		['shorter', 4_000],
		['longer', 6_000],
	])('that has become %s is not sent as if it were whole', async (_what, size) => {
		const item = itemWith(png(5_000), png(size));
		const file = await readBinaryFile(item, picked(), 10_000);
		const outgoing = await openRequestBody(item, file);
		const pieces: Uint8Array[] = [];
		const read = async () => {
			for await (const piece of outgoing.body as Readable) pieces.push(piece as Uint8Array);
		};
		await expect(read()).rejects.toThrow(/“data” changed/);
		expect(Buffer.concat(pieces).length).toBeLessThanOrEqual(5_000);
		expect(outgoing.changed()).toBe(true);
	});
});
