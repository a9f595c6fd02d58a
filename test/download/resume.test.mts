import { Readable } from 'node:stream';

import fc from 'fast-check';

import { DOWNLOAD_RESUMES, DOWNLOAD_STARTS } from '../../nodes/WaveSpeed/policy.ts';
import { errorOf, fetchFrom } from './download.mts';
import { networkTime } from '../virtualTime.mts';
import { FaultServer, serveFile } from './faultServer.mts';
import { createN8nHost, sha256, type N8nHost } from './n8nHost.mts';
import { mp4, noise } from './samples.mts';
import { serverForEachTest } from './serverForEachTest.mts';

const ETAG = '"version-1"';
const DAY_OLD = new Date(Date.now() - 86_400_000).toUTCString();

describe.each(['default', 'filesystem'] as const)(
	'a download that is cut, binary data in %s mode',
	(mode) => {
		let host: N8nHost;
		let server: FaultServer;

		serverForEachTest(mode, (made) => ({ host, server } = made));

		test('is put together byte for byte wherever the first connection is cut', async () => {
			const bytes = mp4(3_000);
			for (let cut = 0; cut < bytes.length; cut += 61) {
				const first = server.seen.length;
				server.script = serveFile(bytes, {
					etag: ETAG,
					cutAfter: (index) => (index === first ? cut : undefined),
				});
				const binary = await fetchFrom(server, host);
				expect(sha256(await host.read(binary))).toBe(sha256(bytes));
				expect(binary.bytes).toBe(bytes.length);
				const second = server.seen[first + 1];
				if (second?.headers.range !== undefined) expect(second.headers['if-range']).toBe(ETAG);
			}
		});

		test('goes on with a settled date where there is no ETag', async () => {
			const bytes = noise(20_000);
			server.script = serveFile(bytes, {
				lastModified: DAY_OLD,
				cutAfter: (index) => (index < 3 ? 4_000 : undefined),
			});
			const binary = await fetchFrom(server, host);
			expect(sha256(await host.read(binary))).toBe(sha256(bytes));
			expect(server.seen.map(({ headers }) => headers.range)).toEqual([
				undefined,
				'bytes=4000-',
				'bytes=8000-',
				'bytes=12000-',
			]);
			expect(server.seen[1]?.headers['if-range']).toBe(DAY_OLD);
		});

		test('leaves nothing in the store when it fails', async () => {
			const before = host.storedFiles();
			server.script = serveFile(noise(5_000), { etag: ETAG, cutAfter: 600 });
			const error = await errorOf(fetchFrom(server, host));
			expect(error.details).toMatchObject({
				reason: 'downloadFailed',
				problem: 'cut',
				announcedBytes: 5_000,
			});
			expect(host.storedFiles()).toEqual(before);
		});
	},
);

describe('going on after a cut', () => {
	let host: N8nHost;
	let server: FaultServer;

	serverForEachTest('default', (made) => ({ host, server } = made));

	const bytes = noise(9_000);

	test('is given up after a bounded number of connections, with growing pauses', async () => {
		const time = networkTime();
		server.script = serveFile(bytes, { etag: ETAG, cutAfter: 100 });
		const error = await errorOf(
			fetchFrom(server, host, { time: { ...time, random: () => 0.999 } }),
		);
		expect(server.seen).toHaveLength(DOWNLOAD_STARTS * (DOWNLOAD_RESUMES + 1));
		expect(error.message).toContain(`in the last of ${server.seen.length} connections`);
		expect(error.message).toMatch(/at 600 bytes of 8\.8 kB/);
		const firstStart = time.pauses.slice(0, DOWNLOAD_RESUMES);
		for (const [index, pause] of firstStart.entries()) {
			if (index > 0) expect(pause).toBeGreaterThan(1.9 * firstStart[index - 1]!);
		}
	});

	test('skips what is known when the server ignores the range but proves that it is the same file', async () => {
		server.script = serveFile(bytes, {
			etag: ETAG,
			ignoresRange: true,
			cutAfter: (index) => (index === 0 ? 2_500 : undefined),
		});
		const binary = await fetchFrom(server, host);
		expect(sha256(await host.read(binary))).toBe(sha256(bytes));
		expect(server.seen).toHaveLength(2);
	});

	const other = noise(9_000, 2);
	const otherLength = noise(9_500, 3);
	/** What the second connection answers; from the third on the server serves its new version well. */
	const second: Record<
		string,
		[newBytes: Buffer, (response: Parameters<FaultServer['script']>[1]) => void]
	> = {
		'a whole body of another ETag': [
			other,
			(r) => void r.writeHead(200, { etag: '"2"' }).end(other),
		],
		'a whole body of another length': [
			otherLength,
			(r) => void r.writeHead(200, { etag: ETAG, 'content-length': 9_500 }).end(otherLength),
		],
		'a whole body without any proof': [
			other,
			(r) => void r.writeHead(200, { 'content-length': 9_000 }).end(other),
		],
		'a rest with another ETag': [
			other,
			(r) =>
				void r
					.writeHead(206, { etag: '"2"', 'content-range': 'bytes 2500-8999/9000' })
					.end(other.subarray(2_500)),
		],
		'a rest without the ETag': [
			other,
			(r) =>
				void r
					.writeHead(206, { 'content-range': 'bytes 2500-8999/9000' })
					.end(other.subarray(2_500)),
		],
		'a rest that begins elsewhere': [
			other,
			(r) => void r.writeHead(206, { etag: ETAG, 'content-range': 'bytes 0-8999/9000' }).end(other),
		],
		'a rest of another total': [
			otherLength,
			(r) =>
				void r
					.writeHead(206, { etag: ETAG, 'content-range': 'bytes 2500-9499/9500' })
					.end(otherLength.subarray(2_500)),
		],
		'a rest whose length does not fit its range': [
			other,
			(r) =>
				void r
					.writeHead(206, {
						etag: ETAG,
						'content-range': 'bytes 2500-8999/9000',
						'content-length': 10,
					})
					.end('0123456789'),
		],
		'a rest longer than its range': [
			other,
			(r) =>
				void r.writeHead(206, { etag: ETAG, 'content-range': 'bytes 2500-2509/9000' }).end(other),
		],
		'a rest without Content-Range': [
			other,
			(r) => void r.writeHead(206, { etag: ETAG }).end(other.subarray(2_500)),
		],
		'several ranges at once': [
			other,
			(r) =>
				void r
					.writeHead(206, { etag: ETAG, 'content-type': 'multipart/byteranges; boundary=x' })
					.end('--x'),
		],
		'416, the file being shorter now': [
			other,
			(r) => void r.writeHead(416, { 'content-range': 'bytes */100' }).end(),
		],
	};

	test.each(Object.keys(second))('begins anew on %s, and never splices', async (name) => {
		const [newBytes, answer] = second[name]!;
		const serveNew = serveFile(newBytes, { etag: '"2"' });
		const serveOld = serveFile(bytes, { etag: ETAG, cutAfter: 2_500 });
		server.script = (request, response, index) => {
			if (index === 0) serveOld(request, response, index);
			else if (index === 1) answer(response);
			else serveNew(request, response, index);
		};
		const binary = await fetchFrom(server, host);
		expect(sha256(await host.read(binary))).toBe(sha256(newBytes));
		expect(server.seen[1]?.headers).toMatchObject({ range: 'bytes=2500-', 'if-range': ETAG });
		expect(server.seen[2]?.headers.range).toBeUndefined();
		expect(server.seen).toHaveLength(3);
	});

	test.each([
		['nothing to compare by', {}],
		['a weak ETag only', { etag: 'W/"1"' }],
		['a date of this very second', { lastModified: 'now' }],
	] as Array<[string, { etag?: string; lastModified?: string }]>)(
		'asks for no range with %s',
		async (_name, faults) => {
			server.script = (request, response, index) => {
				const lastModified = faults.lastModified && new Date().toUTCString();
				serveFile(bytes, {
					...faults,
					...(lastModified && { lastModified }),
					cutAfter: index === 0 ? 2_500 : undefined,
				})(request, response, index);
			};
			const binary = await fetchFrom(server, host);
			expect(sha256(await host.read(binary))).toBe(sha256(bytes));
			expect(server.seen.map(({ headers }) => headers.range)).toEqual([undefined, undefined]);
		},
	);

	test('takes a file that the server hands out in parts', async () => {
		server.script = (request, response) => {
			const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
			if (start === 0)
				return serveFile(bytes, { etag: ETAG, cutAfter: 1_000 })(request, response, 0);
			const part = bytes.subarray(start, start + 3_000);
			response
				.writeHead(206, {
					etag: ETAG,
					'content-range': `bytes ${start}-${start + part.length - 1}/${bytes.length}`,
				})
				.end(part);
		};
		const binary = await fetchFrom(server, host);
		expect(sha256(await host.read(binary))).toBe(sha256(bytes));
		expect(server.seen.map(({ headers }) => headers.range)).toEqual([
			undefined,
			'bytes=1000-',
			'bytes=4000-',
			'bytes=7000-',
		]);
	});

	test('survives errors of the server in between', async () => {
		server.script = (request, response, index) => {
			if (index === 0)
				return serveFile(bytes, { etag: ETAG, cutAfter: 1_000 })(request, response, index);
			if (index < 4) return void response.writeHead([503, 429, 500][index - 1]!).end('no');
			serveFile(bytes, { etag: ETAG })(request, response, index);
		};
		const binary = await fetchFrom(server, host);
		expect(sha256(await host.read(binary))).toBe(sha256(bytes));
	});
});

const VERSIONS = [noise(3_000, 11), noise(3_000, 12), noise(2_900, 13)];
const DIGESTS = VERSIONS.map(sha256);
/** What a connection does: which version it serves, where it is cut, and what it proves. */
const STEP = fc.record({
	version: fc.nat(2),
	cut: fc.option(fc.nat(3_000), { nil: undefined }),
	ignoresRange: fc.boolean(),
	isTagged: fc.boolean(),
	/** A server that serves its range whatever If-Range says. */
	ignoresCondition: fc.boolean(),
});
const STEPS = fc.array(STEP, { minLength: 1, maxLength: 20 });
type Step = typeof STEP extends fc.Arbitrary<infer T> ? T : never;

describe('a download of a file that changes and breaks at will', () => {
	let host: N8nHost;

	beforeAll(async () => {
		host = await createN8nHost('default');
	});
	afterAll(() => host.remove());

	const outcomeOf = async (download: ReturnType<typeof fetchFrom>) =>
		await download.then(
			async (binary) => sha256(await host.read(binary)),
			(error: Error) => error.name,
		);

	test('ends in the bytes of one version or in an error, over real sockets (property)', async () => {
		const server = await new FaultServer().start();
		await fc.assert(
			fc.asyncProperty(STEPS, async (steps) => {
				const first = server.seen.length;
				server.script = (request, response, index) => {
					const { version, cut, ignoresRange, isTagged } = steps[(index - first) % steps.length]!;
					serveFile(VERSIONS[version]!, {
						...(isTagged && { etag: `"${version}"` }),
						cutAfter: cut,
						ignoresRange,
					})(request, response, index);
				};
				expect([...DIGESTS, 'DownloadError']).toContain(await outcomeOf(fetchFrom(server, host)));
			}),
			{ numRuns: 40 },
		);
		await server.stop();
	});

	/** Answers like a server, without one: a thousand runs in the time sockets take for some. */
	function answer(
		{ version, cut, ignoresRange, ignoresCondition, isTagged }: Step,
		headers: Record<string, string>,
	) {
		const bytes = VERSIONS[version]!;
		const etag = `"${version}"`;
		const isSame = ignoresCondition || headers['If-Range'] === etag;
		const start = !ignoresRange && isSame ? Number(/\d+/.exec(headers.Range ?? '0')![0]) : 0;
		const rest = bytes.subarray(start);
		const isRange = headers.Range !== undefined && start > 0;
		return {
			statusCode: isRange ? (rest.length > 0 ? 206 : 416) : 200,
			headers: {
				'content-length': String(rest.length),
				...(isTagged && { etag }),
				...(isRange && { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
			},
			body: Readable.from(
				(async function* () {
					yield rest.subarray(0, Math.min(cut ?? rest.length, rest.length));
					if (cut !== undefined && cut < rest.length) {
						throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
					}
				})(),
			),
		};
	}

	test('ends in the bytes of one version or in an error, a thousand times (property)', async () => {
		let whole = 0;
		await fc.assert(
			fc.asyncProperty(STEPS, async (steps) => {
				let index = 0;
				const httpRequest = async (options: { headers: Record<string, string> }) =>
					answer(steps[index++ % steps.length]!, options.headers);
				const unplugged = { ...host, helpers: { ...host.helpers, httpRequest } };
				const url = 'http://127.0.0.1/file.bin';
				const outcome = await outcomeOf(
					fetchFrom({ origin: url } as FaultServer, unplugged as never, { url }),
				);
				expect([...DIGESTS, 'DownloadError']).toContain(outcome);
				if (outcome !== 'DownloadError') whole++;
				expect(index).toBeLessThanOrEqual(DOWNLOAD_STARTS * (DOWNLOAD_RESUMES + 1));
			}),
			{ numRuns: 1_000 },
		);
		// Else the property would say nothing.
		expect(whole).toBeGreaterThan(100);
	});
});
