import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import { DOWNLOAD_RESUMES, DOWNLOAD_STARTS } from '../../nodes/WaveSpeed/policy.ts';
import { errorOf, fetchFrom } from './download.mts';
import { networkTime } from '../virtualTime.mts';
import { FaultServer, serveFile, turnsAfter, type Script } from './faultServer.mts';
import { sha256, type N8nHost } from './n8nHost.mts';
import { mp4, noise, png, wav } from './samples.mts';
import { serverForEachTest } from './serverForEachTest.mts';

let host: N8nHost;
let server: FaultServer;

serverForEachTest('filesystem', (made) => ({ host, server } = made));

describe('what a server sends instead of the file', () => {
	const pages: Array<[string, string, string]> = [
		['a web page', 'text/html; charset=utf-8', '<!DOCTYPE html><html><body>Not here</body></html>'],
		['a web page that calls itself a video', 'video/mp4', '\n<html><head></head></html>'],
		[
			'the error document of a storage',
			'application/xml',
			'<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code></Error>',
		],
		['the same without a type', '', '<?xml version="1.0" encoding="UTF-8"?><Error/>'],
	];

	test.each(pages)('is not taken for it: %s', async (_name, contentType, page) => {
		server.script = (_request, response) =>
			response.writeHead(200, { ...(contentType && { 'content-type': contentType }) }).end(page);
		const error = await errorOf(
			fetchFrom(server, host, { url: server.url('/video.mp4?X-Amz-Signature=secret-value') }),
		);
		expect(error.details).toMatchObject({ reason: 'downloadFailed', problem: 'notMedia' });
		expect(error.message).not.toContain('<');
		expect(error.message).not.toContain('secret-value');
		expect(server.seen).toHaveLength(DOWNLOAD_STARTS);
		expect(host.storedFiles()).toEqual([]);
	});

	test('is overcome when the next try brings the file', async () => {
		server.script = (request, response, index) =>
			index === 0
				? response.writeHead(200, { 'content-type': 'text/html' }).end('<html>busy</html>')
				: serveFile(mp4())(request, response, index);
		expect((await fetchFrom(server, host)).fileExtension).toBe('mp4');
	});

	test('is believed where the output is such a document, or a file that is only labelled as one', async () => {
		server.script = serveFile(Buffer.from('<html></html>'), { contentType: 'text/html' });
		expect((await fetchFrom(server, host, { url: server.url('/report.html') })).fileExtension).toBe(
			'html',
		);
		server.script = serveFile(Buffer.from('<?xml version="1.0"?><svg/>'), {
			contentType: 'image/svg+xml',
		});
		expect((await fetchFrom(server, host, { url: server.url('/x') })).fileExtension).toBe('svg');
		server.script = serveFile(mp4(), { contentType: 'text/html' });
		expect((await fetchFrom(server, host)).mimeType).toBe('video/mp4');
	});

	test.each([
		['a.dae', 'application/xml', '<?xml version="1.0"?>\n<COLLADA/>', 'dae'],
		[
			'a.musicxml',
			'text/xml',
			'<?xml version="1.0"?><!DOCTYPE score-partwise><score-partwise/>',
			'musicxml',
		],
		['a.ttml', 'application/ttml+xml', '<tt xmlns="http://www.w3.org/ns/ttml"/>', 'ttml'],
		['a.txt', 'text/plain', '<?xml version="1.0"?> begins a document', 'txt'],
		['a.svg', 'image/svg+xml', '<?xml version="1.0"?><!DOCTYPE svg><svg/>', 'svg'],
		['a.html', 'text/html', '<!doctype html><html></html>', 'html'],
	])(
		'is delivered whole where it is what was asked for: %s',
		async (name, contentType, text, kind) => {
			// Longer than what is looked at, and in pieces.
			const bytes = Buffer.from(text + ' '.repeat(10_000));
			server.script = (_request, response) => {
				response.writeHead(200, { 'content-type': contentType, 'content-length': bytes.length });
				response.write(bytes.subarray(0, 7), () =>
					setTimeout(() => response.end(bytes.subarray(7)), 5),
				);
			};
			const binary = await fetchFrom(server, host, { url: server.url(`/${name}`) });
			expect(binary.fileExtension).toBe(kind);
			expect(sha256(await host.read(binary))).toBe(sha256(bytes));
			expect(server.seen).toHaveLength(1);
		},
	);

	test('is an error when it is nothing', async () => {
		server.script = (_request, response) => response.writeHead(200, { 'content-length': 0 }).end();
		const error = await errorOf(fetchFrom(server, host));
		expect(error.details.problem).toBe('empty');
		expect(server.seen).toHaveLength(DOWNLOAD_RESUMES + 1);
	});

	test.each([204, 206, 300, 304, 400, 402, 416, 451])(
		'is an error at once for HTTP %i',
		async (status) => {
			server.script = (_request, response) => response.writeHead(status).end();
			const error = await errorOf(fetchFrom(server, host));
			expect(error.details).toMatchObject({ reason: 'downloadFailed', httpStatus: status });
			expect(server.seen).toHaveLength(1);
		},
	);

	test.each([408, 425, 429, 500, 502, 503, 504])('is tried again for HTTP %i', async (status) => {
		server.script = (request, response, index) =>
			index < 3 ? response.writeHead(status).end('no') : serveFile(png())(request, response, index);
		expect((await fetchFrom(server, host)).fileExtension).toBe('png');
	});

	test('is not left on the line when it is an error without an end', async () => {
		server.script = (request, response, index) => {
			if (index > 0) return serveFile(png())(request, response, index);
			response.writeHead(503, { 'content-length': 1_000_000 }).write('so');
		};
		await fetchFrom(server, host);
		expect(await server.isQuiet()).toBe(true);
	});

	test('is waited for as long as it asks, but not for ever', async () => {
		const time = networkTime();
		server.script = (request, response, index) =>
			index === 0
				? response.writeHead(503, { 'retry-after': '7' }).end()
				: serveFile(png())(request, response, index);
		await fetchFrom(server, host, { time });
		expect(time.pauses).toEqual([7_000]);
		server.script = (_request, response) =>
			response.writeHead(503, { 'retry-after': '86400' }).end();
		const before = server.seen.length;
		await errorOf(fetchFrom(server, host, { time }));
		expect(server.seen.length - before).toBe(1);
	});

	test('is a refused connection, which says so', async () => {
		const url = server.url('/a.mp4');
		const gone = await new FaultServer().start();
		const closed = gone.url('/a.mp4?token=secret-value');
		await gone.stop();
		const error = await errorOf(fetchFrom(server, host, { url: closed }));
		expect(error.message).toContain('could not be reached (ECONNREFUSED)');
		expect(error.message).not.toContain('secret-value');
		expect(url).not.toBe(closed);
	});
});

describe('an address that has expired', () => {
	const goneAt =
		(path: string, status: number, then: Script): Script =>
		(request, response, index) =>
			request.url === path
				? response.writeHead(status).end('gone')
				: then(request, response, index);

	test.each([401, 403, 404, 410])('is asked anew once for HTTP %i', async (status) => {
		server.script = goneAt('/old', status, serveFile(mp4()));
		let asked = 0;
		const refreshUrl = async () => {
			asked++;
			return server.url('/new');
		};
		const binary = await fetchFrom(server, host, { url: server.url('/old'), refreshUrl });
		expect(binary.bytes).toBe(mp4().length);
		expect(asked).toBe(1);
		expect(server.seen.map(({ path }) => path)).toEqual(['/old', '/new']);
	});

	test.each([
		['the API names the same one', async (url: string) => url],
		['the API names none', async () => undefined],
		['the API fails', async () => await Promise.reject(new Error('Bearer secret-key'))],
	])('fails with the way to go when %s', async (_name, answer) => {
		server.script = (_request, response) => response.writeHead(404).end();
		const url = server.url('/old.mp4');
		let asked = 0;
		const error = await errorOf(
			fetchFrom(server, host, {
				url,
				refreshUrl: async () => {
					asked++;
					return await answer(url);
				},
			}),
		);
		expect(asked).toBe(1);
		expect(server.seen).toHaveLength(DOWNLOAD_RESUMES + 1);
		expect(error.details).toMatchObject({ reason: 'outputExpired', httpStatus: 404 });
		expect(error.message).toContain('keeps outputs for 7 days');
		expect(JSON.stringify(error)).not.toContain('secret-value');
	});

	test('in the middle of a download is no reason to begin anew', async () => {
		const bytes = noise(8_000);
		const file = { etag: '"1"' };
		server.script = (request, response, index) => {
			if (index === 0)
				return serveFile(bytes, { ...file, cutAfter: 3_000 })(request, response, index);
			if (request.url === '/old') return void response.writeHead(403).end();
			serveFile(bytes, file)(request, response, index);
		};
		const refreshUrl = async () => server.url('/new');
		const binary = await fetchFrom(server, host, { url: server.url('/old'), refreshUrl });
		expect(sha256(await host.read(binary))).toBe(sha256(bytes));
		expect(server.seen.map(({ path, headers }) => [path, headers.range])).toEqual([
			['/old', undefined],
			['/old', 'bytes=3000-'],
			['/new', 'bytes=3000-'],
		]);
	});

	test('is given some time to appear: a new file may not be everywhere yet', async () => {
		server.script = (request, response, index) =>
			index < 2 ? response.writeHead(404).end() : serveFile(png())(request, response, index);
		expect((await fetchFrom(server, host)).bytes).toBe(png().length);
	});
});

describe('a length that is not what it says', () => {
	test('is found by the file itself when it is shorter than the file', async () => {
		const bytes = mp4();
		server.script = (request) => {
			request.socket.end(
				Buffer.concat([
					Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${bytes.length - 50}\r\n\r\n`),
					bytes,
				]),
			);
		};
		const error = await errorOf(fetchFrom(server, host));
		expect(error.details.problem).toBe('damaged');
		expect(host.storedFiles()).toEqual([]);
	});

	test('is an error when it is longer than what comes', async () => {
		const bytes = noise(500);
		server.script = (request) => {
			request.socket.end(
				Buffer.concat([
					Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${bytes.length + 1}\r\n\r\n`),
					bytes,
				]),
			);
		};
		expect((await errorOf(fetchFrom(server, host))).details.problem).toBe('cut');
		expect(host.storedFiles()).toEqual([]);
	});

	test.each([
		['fewer', 90],
		['more', 110],
	])(
		'is an error for %s bytes on an n8n that hands out the response as it came',
		async (_name, length) => {
			const older = {
				...host,
				helpers: {
					...host.helpers,
					httpRequest: async () => {
						const body = Object.assign(
							(async function* () {
								yield noise(length);
							})(),
							{ rawHeaders: [] },
						);
						return { statusCode: 200, headers: { 'content-length': '100' }, body };
					},
				},
			};
			const error = await errorOf(fetchFrom(server, older as never));
			expect(error.details.problem).toBe(length < 100 ? 'cut' : 'tooMuch');
		},
	);

	test('means nothing for a body that was compressed against our wish', async () => {
		const text = Buffer.from('{"words":"'.padEnd(4_000, 'la ') + '"}');
		for (const plain of [text, Buffer.from('{}')]) {
			const packed = gzipSync(plain);
			server.script = (_request, response) =>
				response
					.writeHead(200, {
						'content-encoding': 'gzip',
						'content-length': packed.length,
						'content-type': 'application/json',
						etag: '"1"',
					})
					.end(packed);
			const binary = await fetchFrom(server, host, { url: server.url('/words.json') });
			expect(sha256(await host.read(binary))).toBe(sha256(plain));
		}
	});

	test('begins a compressed body anew after a cut, whatever was asked for in between', async () => {
		const plain = Buffer.from(noise(50_000).toString('hex'));
		const packed = gzipSync(plain);
		server.script = (_request, response, index) => {
			response.writeHead(200, {
				'content-encoding': 'gzip',
				'content-length': packed.length,
				etag: '"1"',
			});
			if (index > 0) response.end(packed);
			else
				response.write(packed.subarray(0, -5_000), () => setTimeout(() => response.destroy(), 20));
		};
		const binary = await fetchFrom(server, host);
		expect(sha256(await host.read(binary))).toBe(sha256(plain));
		// n8n unpacks the body and hides that it was packed, so a resume may be asked for; it is not spliced.
		const ranges = server.seen.map(({ headers }) => headers.range);
		expect(ranges.at(0)).toBeUndefined();
		expect(ranges.at(-1)).toBeUndefined();
	});
});

describe('a body without a length that ends when the server hangs up', () => {
	test.each([
		['mp4', mp4()],
		['png', png()],
		['wav', wav()],
	])('is taken when the %s is whole and refused when it is not', async (name, bytes) => {
		server.script = serveFile(bytes, { isCloseDelimited: true });
		const binary = await fetchFrom(server, host);
		expect(binary.fileExtension).toBe(name);
		expect(sha256(await host.read(binary))).toBe(sha256(bytes));
		const files = host.storedFiles();
		for (const cutAfter of [40, bytes.length - 20, bytes.length - 1]) {
			server.script = serveFile(bytes, { isCloseDelimited: true, cutAfter });
			expect((await errorOf(fetchFrom(server, host))).details.problem).toBe('cut');
		}
		expect(host.storedFiles()).toEqual(files);
	});

	test('is taken where the file cannot tell', async () => {
		server.script = serveFile(noise(700), { isCloseDelimited: true });
		expect((await fetchFrom(server, host)).bytes).toBe(700);
	});
});

describe('what the item gets', () => {
	test('has name, extension, type and size right, whatever the server calls it', async () => {
		server.script = serveFile(mp4(), { contentType: 'application/octet-stream' });
		const binary = await fetchFrom(server, host, {
			url: server.url('/out.bin'),
			fileName: '../../a/b\0c',
		});
		expect(binary).toMatchObject({
			fileName: 'b_c.mp4',
			fileExtension: 'mp4',
			mimeType: 'video/mp4',
			fileType: 'video',
			bytes: mp4().length,
		});
		expect(binary.directory).toBeUndefined();
	});

	test('is nothing when n8n cannot store it, which is said and not tried again', async () => {
		server.script = serveFile(noise(2_000_000));
		const full = {
			...host,
			helpers: {
				...host.helpers,
				prepareBinaryData: async (stream: AsyncIterable<Uint8Array>) => {
					let bytes = 0;
					for await (const piece of stream) {
						bytes += piece.length;
						if (bytes > 100_000) throw new Error('ENOSPC: no space left on device, secret-value');
					}
				},
			},
		};
		const error = await errorOf(fetchFrom(server, full as never));
		expect(error.details.reason).toBe('storageFailed');
		expect(error.message).not.toContain('secret-value');
		expect(server.seen).toHaveLength(1);
		expect(await server.isQuiet()).toBe(true);
	});

	test.each([
		['in the middle of a body', 0],
		['between two connections', 1],
	])('is fetched no further once n8n has given up: %s', async (_where, cuts) => {
		server.script = (_request, response, index) => {
			response.writeHead(200, { 'content-length': 100_000, etag: '"1"' });
			response.write(noise(2_000), () => index < cuts && setTimeout(() => response.destroy(), 2));
		};
		const time = networkTime(() => 0.999);
		const impatient = {
			...host,
			helpers: {
				...host.helpers,
				prepareBinaryData: async (stream: AsyncIterable<Uint8Array>) => {
					const pieces = stream[Symbol.asyncIterator]();
					await pieces.next();
					// The stream reads ahead, so the download waits for the network, or for its next connection.
					const isThere = cuts > 0 ? () => time.pauses.length > 0 : turnsAfter(20);
					while (!isThere()) await nextTurn();
					throw new Error('ENOSPC');
				},
			},
		};
		const error = await errorOf(fetchFrom(server, impatient as never, { time }));
		expect(error.details.reason).toBe('storageFailed');
		expect(await server.isQuiet()).toBe(true);
		await time.sleep(3_600_000);
		expect(server.seen).toHaveLength(1);
	});

	test('is nothing when n8n refuses before it reads a byte, and the socket is closed', async () => {
		server.script = serveFile(noise(2_000_000));
		const broken = {
			...host,
			helpers: {
				...host.helpers,
				prepareBinaryData: async () => await Promise.reject(new Error('EROFS')),
			},
		};
		expect((await errorOf(fetchFrom(server, broken as never))).details.reason).toBe(
			'storageFailed',
		);
		expect(await server.isQuiet()).toBe(true);
	});

	test('is nothing when the store says that it kept another number of bytes', async () => {
		server.script = serveFile(noise(500));
		const lossy = {
			...host,
			helpers: {
				...host.helpers,
				prepareBinaryData: async (...given: Parameters<typeof host.helpers.prepareBinaryData>) => ({
					...(await host.helpers.prepareBinaryData(...given)),
					bytes: 499,
				}),
			},
		};
		expect((await errorOf(fetchFrom(server, lossy as never))).details.reason).toBe('storageFailed');
	});
});
