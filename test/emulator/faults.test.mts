import type { Action, Emulator, EmulatorOptions, Fault } from '../../emulator/index.mts';
import {
	call,
	closeAll,
	exchange,
	generate,
	KEY,
	SORA,
	start,
	submit,
	submitOnWire,
} from './client.mts';
import { until } from '../until.mts';
import { ManualClock } from './manualClock.mts';

afterEach(closeAll);

const SUBMIT: Fault['when'] = { method: 'POST', path: `/api/v3/${SORA}` };

describe('when a fault strikes', () => {
	test('only the nth fitting request, and so many from there, are hit', async () => {
		const emulator = await start();
		const fault = emulator.misbehave({
			when: { path: '/api/v3/balance', nth: 2 },
			times: 2,
			do: { kind: 'reply', status: 503 },
		});
		const statuses: number[] = [];
		for (let i = 0; i < 5; i += 1)
			statuses.push(
				(
					await fetch(`${emulator.url}/api/v3/balance`, {
						headers: { authorization: `Bearer ${KEY}` },
					})
				).status,
			);
		expect(statuses).toEqual([200, 503, 503, 200, 200]);
		expect(fault.hits).toBe(2);
	});

	test('without an end it goes on until it is stopped', async () => {
		const emulator = await start();
		const fault = emulator.misbehave({
			when: { path: /balance$/ },
			times: Infinity,
			do: { kind: 'reply', status: 429, body: { code: 429 } },
		});
		expect((await call(emulator, 'GET', '/api/v3/balance')).status).toBe(429);
		expect((await call(emulator, 'GET', '/api/v3/models')).status).toBe(200);
		expect((await call(emulator, 'GET', '/api/v3/balance')).status).toBe(429);
		fault.stop();
		expect((await call(emulator, 'GET', '/api/v3/balance')).status).toBe(200);
	});

	test('it strikes unknown paths too, and every hit is on record', async () => {
		const emulator = await start();
		emulator.misbehave({ when: {}, do: { kind: 'reply', status: 418 } });
		expect((await fetch(`${emulator.url}/nowhere`)).status).toBe(418);
		expect(emulator.requests).toHaveLength(1);
	});
});

test('a path that cannot be decoded is refused and still on record', async () => {
	const emulator = await start();
	expect((await exchange(`${emulator.url}/api/v3/%zz`)).head).toMatch(/ 400 /);
	expect(emulator.requests).toEqual([expect.objectContaining({ path: '/api/v3/%zz' })]);
});

describe('a submission', () => {
	const withFault = async (action: Action, options: EmulatorOptions = {}): Promise<Emulator> => {
		const emulator = await start(options);
		emulator.misbehave({ when: SUBMIT, do: action });
		return emulator;
	};

	test.each([true, false])('is reset after its body was read, accepted: %s', async (accept) => {
		const emulator = await withFault({ kind: 'reset', accept });
		expect(await submitOnWire(emulator)).toMatchObject({ head: '', end: 'reset' });
		expect(emulator.requests).toEqual([
			expect.objectContaining({ body: { prompt: 'a paper boat' }, accepted: accept }),
		]);
		expect(emulator.predictions).toHaveLength(accept ? 1 : 0);
	});

	test('is accepted and its answer reset in the middle', async () => {
		const emulator = await withFault({ kind: 'reset', afterBytes: 30 });
		const { head, body, end } = await submitOnWire(emulator);
		expect(head).toMatch(/^HTTP\/1\.1 200 OK/);
		expect(body.toString()).toMatch(/^\{"code":200,/);
		expect({ length: body.length, end }).toEqual({ length: 30, end: 'reset' });
		expect(emulator.predictions).toHaveLength(1);
	});

	test('is answered with half its JSON under the full length', async () => {
		const emulator = await withFault({ kind: 'cut', afterBytes: 50 });
		const { head, body, end } = await submitOnWire(emulator);
		expect(Number(/content-length: (\d+)/i.exec(head)?.[1])).toBeGreaterThan(200);
		expect({ length: body.length, end }).toEqual({ length: 50, end: 'fin' });
	});

	test('is answered with half its JSON and no length', async () => {
		const emulator = await withFault({ kind: 'earlyEnd', afterBytes: 50 });
		const { head, body, end } = await submitOnWire(emulator);
		expect(head).not.toMatch(/content-length|transfer-encoding/i);
		expect({ length: body.length, end }).toEqual({ length: 50, end: 'fin' });
	});

	test('is refused with headers that come twice', async () => {
		const emulator = await withFault({
			kind: 'reply',
			status: 429,
			headers: { 'Retry-After': ['1', '0x10'] },
			body: { code: 429, message: 'slow down' },
		});
		const { head, body } = await submitOnWire(emulator);
		expect(head).toMatch(/^HTTP\/1\.1 429 Too Many Requests\r\n/);
		expect(head.match(/Retry-After: .*/g)).toEqual(['Retry-After: 1', 'Retry-After: 0x10']);
		expect(JSON.parse(body.toString())).toEqual({ code: 429, message: 'slow down' });
		expect(emulator.predictions).toHaveLength(0);
	});

	test('is accepted although a gateway answers with its own page', async () => {
		const emulator = await withFault({
			kind: 'reply',
			status: 502,
			accept: true,
			headers: { 'content-type': 'text/html' },
			body: '<h1>Bad gateway</h1>',
		});
		const { head, body } = await submitOnWire(emulator);
		expect(head).toMatch(/ 502 [^]*text\/html/);
		expect(body.toString()).toBe('<h1>Bad gateway</h1>');
		expect(emulator.predictions).toHaveLength(1);
	});

	test('is answered with bytes that are no HTTP', async () => {
		const emulator = await withFault({ kind: 'bytes', bytes: 'SSH-2.0-nobody\r\n' });
		expect(await submitOnWire(emulator)).toMatchObject({ head: 'SSH-2.0-nobody\r\n', end: 'fin' });
	});

	test('is answered late, and taken at once', async () => {
		const clock = new ManualClock();
		const emulator = await withFault({ kind: 'delay', ms: 150 }, { clock, generationTimeMs: 1e6 });
		let isAnswered = false;
		const answered = submitOnWire(emulator).then((exchange) => {
			isAnswered = true;
			return exchange;
		});
		await until(() => clock.pending.includes(150));
		expect(emulator.predictions).toHaveLength(1);
		clock.advance(149);
		await call(emulator, 'GET', '/api/v3/balance');
		expect(isAnswered).toBe(false);
		clock.advance(1);
		expect((await answered).head).toContain(' 200 ');
	});

	test.each([true, false])(
		'is never answered, accepted: %s, until the emulator closes',
		async (accept) => {
			const emulator = await withFault({ kind: 'stall', accept });
			const answered = submitOnWire(emulator);
			await until(() => emulator.requests[0]?.bodyText.endsWith('}') === true);
			if (accept) await until(() => emulator.predictions.length === 1);
			expect(await emulator.openConnections()).toBe(1);
			expect(emulator.predictions).toHaveLength(accept ? 1 : 0);
			await emulator.close();
			expect(await answered).toMatchObject({ head: '', end: expect.stringMatching(/fin|reset/) });
		},
	);

	test('is redirected', async () => {
		const emulator = await withFault({
			kind: 'redirect',
			status: 307,
			location: 'https://example.com/elsewhere',
		});
		const { head } = await submitOnWire(emulator);
		expect(head).toMatch(/^HTTP\/1\.1 307 /);
		expect(head).toContain('location: https://example.com/elsewhere');
	});

	test('is answered with an envelope that lies', async () => {
		const emulator = await withFault({
			kind: 'transform',
			change: (answer) => ({ ...answer, code: 429, data: null }),
		});
		expect(await submit(emulator)).toMatchObject({ status: 200, json: { code: 429, data: null } });
		expect(emulator.predictions).toHaveLength(1);
	});
});

describe('a poll', () => {
	test('sees another status than the true one', async () => {
		const emulator = await start();
		const { id } = await generate(emulator);
		emulator.misbehave({
			when: { path: /\/result$/ },
			do: {
				kind: 'transform',
				change: (answer) => ({ ...answer, data: { ...answer.data, status: 'queued' } }),
			},
		});
		const poll = () => call(emulator, 'GET', `/api/v3/predictions/${id}/result`);
		expect((await poll()).json.data.status).toBe('queued');
		expect((await poll()).json.data.status).toBe('completed');
	});
});

describe('a download', () => {
	const prepare = async (action: Action) => {
		const emulator = await start();
		const { id, outputs } = await generate(emulator);
		emulator.misbehave({ when: { host: 'outputs' }, do: action });
		return { emulator, id, url: outputs[0] as string, bytes: await emulator.outputBytesOf(id) };
	};

	test.each(['cut', 'earlyEnd', 'reset', 'stall'] as const)(
		'breaks off at a byte: %s',
		async (kind) => {
			const { url, bytes } = await prepare({ kind, afterBytes: 12_345 });
			// Only a stalled connection is not ended by the server.
			const enoughBytes = kind === 'stall' ? 12_345 : undefined;
			const { body, end } = await exchange(url, {}, undefined, enoughBytes);
			expect(body.equals(bytes.subarray(0, 12_345))).toBe(true);
			expect(end).toBe({ cut: 'fin', earlyEnd: 'fin', reset: 'reset', stall: 'open' }[kind]);
		},
	);

	test('drips', async () => {
		const clock = new ManualClock();
		const emulator = await start({ clock });
		const { id } = (await submit(emulator)).json.data;
		emulator.settle(id);
		const { json } = await call(emulator, 'GET', `/api/v3/predictions/${id}/result`);
		const bytes = await emulator.outputBytesOf(id);
		emulator.misbehave({
			when: { host: 'outputs' },
			do: { kind: 'drip', everyMs: 20, bytesAtOnce: 3 },
		});
		const dripping = exchange(json.data.outputs[0], {}, undefined, 9);
		for (let piece = 1; piece < 3; piece++) {
			await until(() => clock.pending[0] === 20);
			clock.advance(20);
		}
		const { body, end } = await dripping;
		expect(end).toBe('open');
		expect(body.equals(bytes.subarray(0, 9))).toBe(true);
	});

	test.each([100, -100])('announces a length that is off by %i', async (difference) => {
		const { url, bytes } = await prepare({ kind: 'contentLength', difference });
		const { head, body } = await exchange(url);
		expect(head).toMatch(new RegExp(`content-length: ${bytes.length + difference}`, 'i'));
		expect(body).toHaveLength(bytes.length);
	});

	test('names another range than it serves', async () => {
		const { url, bytes } = await prepare({
			kind: 'headers',
			headers: { 'content-range': 'bytes 0-9/10' },
		});
		const { head, body } = await exchange(url, { headers: { range: 'bytes=100-199' } });
		expect(head).toMatch(/ 206 [^]*content-range: bytes 0-9\/10/i);
		expect(body.equals(bytes.subarray(100, 200))).toBe(true);
	});

	test('ignores the range', async () => {
		const { emulator, url, bytes } = await prepare({ kind: 'ignoreRange' });
		const { head, body } = await exchange(url, { headers: { range: 'bytes=100-199' } });
		expect(head).toMatch(/ 200 /);
		expect(body.equals(bytes)).toBe(true);
		expect(emulator.requests.at(-1)!.headers.range).toBe('bytes=100-199');
	});

	test('has become another file since: a resume gets all of it, or a part where If-Range is ignored', async () => {
		const { emulator, id, url, bytes } = await prepare({ kind: 'otherVersion' });
		const etag = (await fetch(url, { method: 'HEAD' })).headers.get('etag')!;
		const other = await emulator.outputBytesOf(id, 0, 2);
		expect(other.equals(bytes)).toBe(false);
		expect(other).toHaveLength(bytes.length);
		// The first fault was used up by the HEAD request above, which is why it has the other ETag.
		emulator.misbehave({ when: { host: 'outputs', nth: 2 }, do: { kind: 'otherVersion' } });
		const original = (await fetch(url, { method: 'HEAD' })).headers.get('etag')!;
		expect(original).not.toBe(etag);
		const resume = { headers: { range: 'bytes=100-', 'if-range': original } };
		const whole = await exchange(url, resume);
		expect(whole.head).toMatch(/ 200 /);
		expect(whole.body.equals(other)).toBe(true);
		emulator.misbehave({
			when: { host: 'outputs' },
			do: { kind: 'otherVersion', ignoreIfRange: true },
		});
		const part = await exchange(url, resume);
		expect(part.head).toMatch(/ 206 /);
		expect(part.body.equals(other.subarray(100))).toBe(true);
	});

	test.each([403, 404, 410, 416])('is answered with %i', async (status) => {
		const { url } = await prepare({
			kind: 'reply',
			status,
			headers: { 'content-type': 'application/xml' },
			body: '<Error/>',
		});
		const { head, body } = await exchange(url);
		expect(head).toMatch(new RegExp(` ${status} `));
		expect(body.toString()).toBe('<Error/>');
	});
});
