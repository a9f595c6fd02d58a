import { getEventListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { systemTime } from '../../nodes/WaveSpeed/time.ts';
import { errorOf, fetchFrom } from './download.mts';
import { FaultServer, pause, serveFile, turnsAfter, type Script } from './faultServer.mts';
import { sha256, type N8nHost } from './n8nHost.mts';
import { noise } from './samples.mts';
import { serverForEachTest } from './serverForEachTest.mts';
import { networkTime, type VirtualTime } from '../virtualTime.mts';

/** The time of a test, for its server as well. */
let time: VirtualTime;
beforeEach(() => (time = networkTime()));

/** One byte per 20 ms: never idle, never done. */
const drip: Script = (_request, response) => {
	response.writeHead(200, { 'content-length': 1_000_000, etag: '"1"' });
	const more = () => {
		if (response.destroyed) return;
		response.write('x');
		void time.sleep(20).then(more);
	};
	more();
};

const stallAfterHeaders: Script = (_request, response) => {
	response.writeHead(200, { 'content-length': 1_000, etag: '"1"' }).flushHeaders();
};

const stallAfterBytes: Script = (_request, response) => {
	response.writeHead(200, { 'content-length': 10_000, etag: '"1"' }).write(noise(2_000));
};

const neverAnswer: Script = () => {};

describe('the time a download may take', () => {
	let host: N8nHost;
	let server: FaultServer;
	const stop = () => new AbortController();

	serverForEachTest('filesystem', (made) => ({ host, server } = made));

	test.each([
		['after the headers', stallAfterHeaders, 'idle', 'the server sent nothing for'],
		['after some bytes', stallAfterBytes, 'idle', 'the server sent nothing for'],
		['before the headers', neverAnswer, 'noAnswer', 'the server did not answer within'],
	])('ends a silence %s and closes the socket', async (_where, script, problem, words) => {
		server.script = script;
		const error = await errorOf(fetchFrom(server, host, { idleMs: 5_000, headerMs: 5_000 }));
		expect(error.details).toMatchObject({ reason: 'downloadFailed', problem });
		expect(error.message).toContain(words);
		expect(await server.isQuiet()).toBe(true);
		expect(host.storedFiles()).toEqual([]);
	});

	test('does not take the slow start of an answer for silence of its body', async () => {
		server.script = (request, response, index) =>
			void time.sleep(120).then(() => serveFile(noise(100))(request, response, index));
		const binary = await fetchFrom(server, host, { time, idleMs: 50, headerMs: 2_000 });
		expect(binary.bytes).toBe(100);
		expect(server.seen).toHaveLength(1);
	});

	test('does not take a slow disk for a silent server', async () => {
		const bytes = noise(2_000_000);
		server.script = serveFile(bytes);
		const slowDisk = {
			helpers: {
				...host.helpers,
				prepareBinaryData: async (stream: AsyncIterable<Uint8Array>) => {
					const kept: Uint8Array[] = [];
					for await (const piece of stream) {
						if (kept.push(piece) === 2) await time.sleep(150);
					}
					return { data: sha256(Buffer.concat(kept)), mimeType: 'video/mp4' };
				},
			},
		};
		const binary = await fetchFrom(server, { ...host, ...slowDisk } as never, { time, idleMs: 50 });
		expect(binary.data).toBe(sha256(bytes));
		expect(server.seen).toHaveLength(1);
	});

	test('ends a drip at the deadline and closes the socket', async () => {
		server.script = drip;
		const error = await errorOf(fetchFrom(server, host, { time, idleMs: 100, deadlineMs: 250 }));
		expect(time.now()).toBe(250);
		expect(error.details).toMatchObject({ reason: 'downloadTimeout', problem: 'deadline' });
		expect(server.seen).toHaveLength(1);
		expect(await server.isQuiet()).toBe(true);
	});

	test('counts pauses and repetitions into the deadline', async () => {
		server.script = (_request, response) => response.writeHead(503).end();
		const error = await errorOf(fetchFrom(server, host, { time, deadlineMs: 200 }));
		expect(time.now()).toBe(200);
		expect(error.details.reason).toBe('downloadTimeout');
	});

	test('counts on the clock it is given, even when that jumps', async () => {
		server.script = (_request, response) => response.writeHead(503).end();
		let now = 0;
		const jumping = { ...time, now: () => now, sleep: async () => void (now += 1_000_000) };
		const error = await errorOf(fetchFrom(server, host, { time: jumping }));
		expect(error.details.reason).toBe('downloadTimeout');
		expect(error.message).toContain('30 minutes');
		expect(server.seen).toHaveLength(2);
	});

	test.each([
		['before the headers', neverAnswer],
		['after the headers', stallAfterHeaders],
		['after some bytes', stallAfterBytes],
		['during a drip', drip],
		['during a pause', ((_request, response) => response.writeHead(503).end()) as Script],
	])('ends at once when the execution is stopped %s', async (where, script) => {
		server.script = script;
		const controller = stop();
		const download = errorOf(fetchFrom(server, host, { time, signal: controller.signal }));
		while (server.seen.length === 0) await nextTurn();
		const isThere = where === 'during a pause' ? () => time.pauses.length > 0 : turnsAfter(20);
		while (!isThere()) await nextTurn();
		const pressed = time.now();
		controller.abort();
		const error = await download;
		expect(time.now()).toBe(pressed);
		expect(error.details.reason).toBe('stopped');
		expect(await server.isQuiet()).toBe(true);
		expect(server.seen).toHaveLength(1);
		expect(host.storedFiles()).toEqual([]);
	});

	test('closes the socket at Stop while n8n is busy writing', async () => {
		server.script = serveFile(noise(4_000_000));
		const controller = stop();
		let isReading = false;
		let release = () => {};
		const released = new Promise<void>((resolve) => (release = resolve));
		const busy = {
			...host,
			helpers: {
				...host.helpers,
				prepareBinaryData: async (stream: AsyncIterable<Uint8Array>) => {
					for await (const piece of stream) {
						isReading = piece.length > 0;
						await released;
					}
				},
			},
		};
		const download = errorOf(fetchFrom(server, busy as never, { signal: controller.signal }));
		while (!isReading) await nextTurn();
		controller.abort();
		expect(await server.isQuiet()).toBe(true);
		release();
		expect((await download).details.reason).toBe('stopped');
	});

	test('asks for nothing when the execution is stopped already', async () => {
		const error = await errorOf(fetchFrom(server, host, { signal: AbortSignal.abort() }));
		expect(error.details.reason).toBe('stopped');
		expect(server.seen).toEqual([]);
	});

	test('leaves no listener and no timer behind, and never has more than one per download', async () => {
		const controller = stop();
		const bytes = noise(1_000_000);
		server.script = serveFile(bytes, {
			etag: '"1"',
			cutAfter: (index) => (index < 2 ? 300_000 : undefined),
		});
		let most = 0;
		const watching = {
			...host,
			helpers: {
				...host.helpers,
				httpRequest: async (options: never) => {
					most = Math.max(most, getEventListeners(controller.signal, 'abort').length);
					return (await host.helpers.httpRequest(options)) as unknown;
				},
			},
		};
		const timers = () =>
			process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
		const timersBefore = timers();
		await fetchFrom(server, watching as never, { time: systemTime, signal: controller.signal });
		expect(most).toBe(1);
		expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
		await errorOf(
			fetchFrom(server, host, {
				url: server.url('/x', '10.0.0.1'),
				signal: controller.signal,
				apiBaseUrl: 'http://a.example',
			}),
		);
		expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
		expect(await server.isQuiet()).toBe(true);
		// The virtual time of the second download looks around for a moment longer.
		for (let looks = 0; looks < 200 && timers() > timersBefore; looks++) await pause(5);
		expect(timers()).toBeLessThanOrEqual(timersBefore);
	});
});

describe('the size a download may have', () => {
	let host: N8nHost;
	let server: FaultServer;

	serverForEachTest('filesystem', (made) => ({ host, server } = made));

	test('is checked before the first byte where the server announces it', async () => {
		server.script = (_request, response) => {
			response.writeHead(200, { 'content-length': 5_000_000 }).flushHeaders();
		};
		const error = await errorOf(fetchFrom(server, host, { limitBytes: 1_000 }));
		expect(error.details).toMatchObject({
			reason: 'outputTooLarge',
			announcedBytes: 5_000_000,
			receivedBytes: 0,
		});
		expect(error.message).toContain('it has 4.8 MB, but the limit is 1000 bytes');
		expect(server.seen).toHaveLength(1);
		expect(await server.isQuiet()).toBe(true);
	});

	test('is checked while it streams where the server announces nothing', async () => {
		let sent = 0;
		server.script = (_request, response) => {
			const more = () => {
				while (!response.destroyed && sent < 50_000_000 && response.write(noise(10_000)))
					sent += 10_000;
			};
			response.on('drain', more);
			more();
		};
		const error = await errorOf(fetchFrom(server, host, { limitBytes: 100_000 }));
		expect(error.details.reason).toBe('outputTooLarge');
		expect(error.details.receivedBytes).toBeLessThanOrEqual(100_000);
		expect(await server.isQuiet()).toBe(true);
		expect(sent).toBeLessThan(20_000_000);
		expect(host.storedFiles()).toEqual([]);
	});

	test('may be exactly the limit', async () => {
		server.script = serveFile(noise(1_000));
		expect((await fetchFrom(server, host, { limitBytes: 1_000 })).bytes).toBe(1_000);
	});

	test('never fills the memory: the server is held back as long as the store does not read', async () => {
		const total = 64 * 1024 * 1024;
		const piece = noise(64 * 1024);
		let sent = 0;
		server.script = (_request, response) => {
			response.writeHead(200, { 'content-length': total });
			const more = () => {
				while (sent < total) {
					sent += piece.length;
					if (!response.write(piece)) return void response.once('drain', more);
				}
				response.end();
			};
			more();
		};
		let ahead = 0;
		let read = 0;
		const gated = {
			...host,
			helpers: {
				...host.helpers,
				prepareBinaryData: async (stream: AsyncIterable<Uint8Array>) => {
					let nextLook = 0;
					for await (const chunk of stream) {
						if (read >= nextLook) {
							// Long enough for a server that nobody holds back to send everything.
							await pause(100);
							ahead = Math.max(ahead, sent - read);
							nextLook += 16 * 1024 * 1024;
						}
						read += chunk.length;
					}
					return { data: '', mimeType: 'video/mp4', bytes: read };
				},
			},
		};
		const binary = await fetchFrom(server, gated as never);
		expect(binary.bytes).toBe(total);
		// What the two sockets of a loopback connection buffer, and not the file.
		expect(ahead).toBeLessThan(total / 4);
	});
});
