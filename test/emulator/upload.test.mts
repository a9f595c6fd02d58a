import { request as httpRequest } from 'node:http';
import { call, closeAll, exchange, generate, KEY, start } from './client.mts';
import { until } from '../until.mts';

afterEach(closeAll);

const bytes = Buffer.from('not really a picture');

async function ticketFor(emulator: Parameters<typeof call>[0], fields: object = {}) {
	const { json } = await call(emulator, 'POST', '/api/v3/media/uploads', {
		filename: 'boat.png',
		size: bytes.length,
		content_type: 'image/png',
		...fields,
	});
	return json.data;
}

describe('an upload by ticket', () => {
	test('is readable once it was put, and then serves as an input', async () => {
		const emulator = await start();
		const ticket = await ticketFor(emulator);
		expect(ticket).toMatchObject({
			type: 'image',
			filename: 'boat.png',
			size: bytes.length,
			upload: { method: 'PUT' },
		});
		expect(Date.parse(ticket.upload.expires_at)).toBeGreaterThan(Date.now());
		expect((await fetch(ticket.download_url)).status).toBe(404);
		const put = await fetch(ticket.upload.url, {
			method: 'PUT',
			headers: ticket.upload.headers,
			body: bytes,
		});
		expect(put.status).toBe(200);
		const read = await fetch(ticket.download_url);
		expect(read.headers.get('content-type')).toBe('image/png');
		expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true);
		expect(emulator.requestsTo({ method: 'PUT' })[0]).toMatchObject({
			host: 'outputs',
			bodyBytes: bytes.length,
		});
		expect(
			(
				await generate(
					emulator,
					{ prompt: 'x', image: ticket.download_url },
					'openai/sora-2/image-to-video',
				)
			).status,
		).toBe('completed');
	});

	test('is refused with the key, with other headers, another size or another signature', async () => {
		const emulator = await start();
		const { upload } = await ticketFor(emulator);
		const put = async (url: string, headers: Record<string, string>, body: Buffer) =>
			(await fetch(url, { method: 'PUT', headers, body })).status;
		expect(
			await put(upload.url, { ...upload.headers, authorization: `Bearer ${KEY}` }, bytes),
		).toBe(400);
		expect(await put(upload.url, { ...upload.headers, 'Content-Type': 'image/gif' }, bytes)).toBe(
			403,
		);
		const { 'If-None-Match': _once, ...others } = upload.headers;
		expect(await put(upload.url, others, bytes)).toBe(403);
		expect(await put(upload.url, upload.headers, Buffer.from('short'))).toBe(403);
		expect(await put(upload.url.replace(/=.*/, '=0'), upload.headers, bytes)).toBe(403);
		expect(await put(upload.url, upload.headers, bytes)).toBe(200);
	});

	test('names the headers it wants, among them one that lets no second file in', async () => {
		const emulator = await start();
		const { upload } = await ticketFor(emulator);
		expect(upload.headers).toEqual({ 'Content-Type': 'image/png', 'If-None-Match': '*' });
		const put = async () =>
			(await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: bytes })).status;
		expect([await put(), await put()]).toEqual([200, 412]);
	});

	test.each([
		[['.txt'], 'notes.TXT', 500],
		[['.txt'], 'boat.png', 200],
		[['*'], 'boat.png', 500],
	])('may be refused under HTTP 200: %j for %s answers code %i', async (types, filename, code) => {
		const emulator = await start({ quirks: { refusedFileTypes: types } });
		const { status, json } = await call(emulator, 'POST', '/api/v3/media/uploads', {
			filename,
			size: 1,
		});
		expect({ status, code: json.code }).toEqual({ status: 200, code });
		if (code === 500) expect(json.message).toBe('Upload failed: invalid file type');
	});

	test('is refused without a length', async () => {
		const emulator = await start();
		const { upload } = await ticketFor(emulator);
		const status = await new Promise((resolve, reject) => {
			const put = httpRequest(upload.url, { method: 'PUT', headers: upload.headers }, (response) =>
				resolve(response.resume().statusCode),
			);
			put.on('error', reject);
			put.write(bytes);
			put.end();
		});
		expect(status).toBe(411);
	});

	test('leaves no file behind when it breaks off', async () => {
		const emulator = await start();
		const { upload, download_url: downloadUrl } = await ticketFor(emulator, { size: 1000 });
		await exchange(
			upload.url,
			{ method: 'PUT', headers: { ...upload.headers, 'content-length': '1000' } },
			50,
		);
		await until(() => emulator.requestsTo({ method: 'PUT' }).length === 1);
		expect((await fetch(downloadUrl)).status).toBe(404);
	});

	test.each([
		[{ filename: '' }, 400],
		[{ size: 0 }, 400],
		[{ size: 301 * 1024 * 1024 }, 413],
	])('with %j is refused with %i', async (fields, status) => {
		const emulator = await start();
		const answer = await call(emulator, 'POST', '/api/v3/media/uploads', {
			filename: 'a.png',
			size: 1,
			...fields,
		});
		expect(answer.status).toBe(status);
	});
});

describe('an upload by multipart', () => {
	const post = async (emulator: Parameters<typeof call>[0], field: string, file = bytes) => {
		const form = new FormData();
		form.append(field, new Blob([file], { type: 'video/mp4' }), 'boat.mp4');
		const response = await fetch(`${emulator.url}/api/v3/media/upload/binary`, {
			method: 'POST',
			headers: { authorization: `Bearer ${KEY}` },
			body: form,
		});
		return { status: response.status, json: (await response.json()) as any };
	};

	test('is readable at once', async () => {
		const emulator = await start();
		const { json } = await post(emulator, 'file');
		expect(json.data).toEqual({
			type: 'video',
			download_url: expect.stringMatching(/\.mp4$/),
			filename: 'boat.mp4',
			size: bytes.length,
		});
		expect(
			Buffer.from(await (await fetch(json.data.download_url)).arrayBuffer()).equals(bytes),
		).toBe(true);
	});

	test('needs the field to be called file', async () => {
		const emulator = await start();
		expect((await post(emulator, 'upload')).status).toBe(400);
	});

	test('above the limit is refused with 413', async () => {
		const emulator = await start({ maxUploadBytes: 10 });
		expect((await post(emulator, 'file')).status).toBe(413);
	});
});
