import { DOWNLOAD_REDIRECTS } from '../../nodes/WaveSpeed/policy.ts';
import { errorOf, fetchFrom } from './download.mts';
import { FaultServer, serveFile } from './faultServer.mts';
import { createN8nHost, setSsrfProtection, sha256, type N8nHost } from './n8nHost.mts';
import { noise } from './samples.mts';

describe('an output that is redirected', () => {
	let host: N8nHost;
	let server: FaultServer;
	let other: FaultServer;
	const bytes = noise(5_000);

	beforeAll(async () => {
		host = await createN8nHost('default');
	});
	beforeEach(async () => {
		server = await new FaultServer().start();
		other = await new FaultServer(serveFile(bytes, { etag: '"1"' })).start();
	});
	afterEach(async () => {
		await server.stop();
		await other.stop();
	});
	afterAll(() => host.remove());

	const redirectTo = (location: string, status = 302) => {
		server.script = (_request, response) =>
			response
				.writeHead(status, {
					location,
					'set-cookie': 'session=secret-value; Path=/',
					'www-authenticate': 'Basic',
				})
				.end('moved');
	};

	test.each([301, 302, 303, 307, 308])(
		'is followed for HTTP %i, and the other host sees nothing of ours',
		async (status) => {
			redirectTo(other.url('/video.mp4?Signature=abc', 'localhost'), status);
			const binary = await fetchFrom(server, host, { url: server.url('/a.mp4') });
			expect(sha256(await host.read(binary))).toBe(sha256(bytes));
			expect(other.seen.map(({ path }) => path)).toEqual(['/video.mp4?Signature=abc']);
			const { host: _host, ...headers } = other.seen[0]!.headers;
			expect(headers).toEqual({
				accept: '*/*',
				'accept-encoding': 'identity',
				connection: 'close',
				'user-agent': 'n8n',
			});
		},
	);

	test('sees only the range beside that when a download goes on there', async () => {
		redirectTo(other.url('/video.mp4', 'localhost'));
		other.script = serveFile(bytes, {
			etag: '"1"',
			cutAfter: (index) => (index === 0 ? 1_000 : undefined),
		});
		const binary = await fetchFrom(server, host);
		expect(sha256(await host.read(binary))).toBe(sha256(bytes));
		expect(Object.keys(other.seen[1]!.headers).sort()).toEqual([
			'accept',
			'accept-encoding',
			'connection',
			'host',
			'if-range',
			'range',
			'user-agent',
		]);
		// A redirect may be signed for a short time, so it is asked for again.
		expect(server.seen).toHaveLength(2);
	});

	test('is followed to a relative address', async () => {
		server.script = (request, response, index) =>
			request.url === '/a/b'
				? response.writeHead(302, { location: '../c?d=1' }).end()
				: serveFile(bytes)(request, response, index);
		await fetchFrom(server, host, { url: server.url('/a/b') });
		expect(server.seen.map(({ path }) => path)).toEqual(['/a/b', '/c?d=1']);
	});

	test('loses user name and password of the address on the way', async () => {
		redirectTo(other.url().replace('http://', 'http://user:secret-value@'));
		await fetchFrom(server, host, {
			url: server.url().replace('http://', 'http://user:secret-value@'),
		});
		expect(server.seen[0]!.headers.authorization).toBeUndefined();
		expect(other.seen[0]!.headers.authorization).toBeUndefined();
	});

	test('is followed so many times and no more', async () => {
		let left = DOWNLOAD_REDIRECTS;
		server.script = (request, response, index) =>
			left-- > 0
				? response.writeHead(302, { location: `/${index}` }).end()
				: serveFile(bytes)(request, response, index);
		await fetchFrom(server, host);
		server.script = (_request, response) =>
			response.writeHead(302, { location: '/file.bin' }).end();
		const first = server.seen.length;
		const error = await errorOf(fetchFrom(server, host));
		expect(error.message).toContain(`redirected more than ${DOWNLOAD_REDIRECTS} times`);
		expect(server.seen.length - first).toBe(DOWNLOAD_REDIRECTS + 1);
	});

	test.each([
		['ftp://files.example/a', 'neither https nor http'],
		['file:///etc/passwd', 'neither https nor http'],
		['data:text/plain,hello', 'neither https nor http'],
		['http://169.254.169.254/latest/meta-data/', 'private network'],
		['http://[::ffff:169.254.169.254]/', 'private network'],
		['http://metadata.google.internal/', 'private network'],
		['http://[', 'cannot be read'],
	])('is not followed to %s', async (location, words) => {
		redirectTo(location);
		const error = await errorOf(fetchFrom(server, host));
		expect(error.details.reason).toBe('addressRefused');
		expect(error.message).toContain(words);
		expect(server.seen).toHaveLength(1);
	});

	test('fails for a redirect without a target', async () => {
		server.script = (_request, response) => response.writeHead(302).end();
		expect((await errorOf(fetchFrom(server, host))).message).toContain('HTTP 302');
	});

	test('is not followed from https to http', async () => {
		// No certificate of its own: n8n's answer stands in for the encrypted first host.
		const encrypted = {
			...host,
			helpers: {
				...host.helpers,
				httpRequest: async () => ({
					statusCode: 302,
					headers: { location: other.url() },
					body: '',
				}),
			},
		};
		const error = await errorOf(
			fetchFrom(server, encrypted as never, {
				url: 'https://127.0.0.1/a',
				apiBaseUrl: 'http://127.0.0.1',
			}),
		);
		expect(error.details.reason).toBe('addressRefused');
		expect(error.message).toContain('not encrypted');
		expect(other.seen).toEqual([]);
	});

	test('gives its unread bodies back', async () => {
		server.script = (request, response, index) => {
			if (index > 0) return serveFile(bytes)(request, response, index);
			response.writeHead(302, { location: '/next', 'content-length': 1_000_000 });
			response.write(noise(1_000));
		};
		await fetchFrom(server, host);
		expect(await server.isQuiet()).toBe(true);
	});
});

describe('the address of an output', () => {
	test.each([
		['http://127.0.0.1:1/a.mp4', 'not encrypted'],
		['https://127.0.0.1:1/a.mp4', 'private network'],
		['https://[::1]:1/a.mp4', 'private network'],
		['ftp://files.example/a', 'neither https nor http'],
		['nothing', 'cannot be read'],
	])('%s is not fetched while the API is the public one', async (url, words) => {
		const host = await createN8nHost('default');
		const server = await new FaultServer().start();
		const error = await errorOf(
			fetchFrom(server, host, { url, apiBaseUrl: 'https://api.wavespeed.ai' }),
		);
		expect(error.details.reason).toBe('addressRefused');
		expect(error.message).toContain(words);
		await server.stop();
		host.remove();
	});
});

describe("n8n's own protection against requests to private networks", () => {
	test('is told apart from a broken connection, and not tried again', async () => {
		const host = await createN8nHost('default');
		const server = await new FaultServer().start();
		const withProtection = setSsrfProtection(true);
		try {
			for (const name of ['127.0.0.1', 'localhost']) {
				const error = await errorOf(fetchFrom(server, host, { url: server.url('/a.mp4', name) }));
				expect(error.details).toMatchObject({ reason: 'addressRefused', problem: 'blocked' });
				expect(error.message).toContain('N8N_SSRF_PROTECTION_ENABLED');
			}
			expect(server.seen).toEqual([]);
		} finally {
			withProtection();
			await server.stop();
			host.remove();
		}
	});
});
