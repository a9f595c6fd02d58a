import { Readable } from 'node:stream';

import { Api } from '../../nodes/WaveSpeed/api/api.ts';
import { CallFailure } from '../../nodes/WaveSpeed/api/callFailure.ts';
import { callApi } from '../../nodes/WaveSpeed/api/call.ts';
import { RateGate, Slots } from '../../nodes/WaveSpeed/api/traffic.ts';
import { VirtualTime } from '../virtualTime.mts';

const settled = async () => await new Promise((resolve) => setImmediate(resolve));
const CONNECTION = { baseUrl: 'https://api.test', secrets: ['key-key-key'], transport: {} };

/** A host that answers with a script of statuses, bodies and errors; the last one is repeated. */
function scripted(
	time: VirtualTime,
	...script: Array<{ status?: number; body?: unknown; headers?: object; throws?: Error }>
) {
	const requests: Array<Record<string, unknown> & { at: number }> = [];
	const host = {
		getExecutionCancelSignal: () => undefined,
		helpers: {
			async httpRequestWithAuthentication(_type: string, options: Record<string, unknown>) {
				requests.push({ ...options, at: time.now() });
				const {
					status = 200,
					body = { code: 200, data: { id: 'a' } },
					headers = {},
					throws,
				} = script[Math.min(requests.length, script.length) - 1] ?? {};
				if (throws) throw throws;
				return {
					statusCode: status,
					headers,
					body: Readable.from([Buffer.from(JSON.stringify(body))]),
				};
			},
		},
	} as never;
	return { host, requests };
}

const apiOn = (time: VirtualTime, host: never, signal?: AbortSignal, slots = new Slots(20)) => {
	const gate = new RateGate(time);
	return { api: new Api(host, CONNECTION, { gate, slots }, time, signal), gate };
};

const GET = { method: 'GET', path: '/api/v3/x' } as const;
const reset = () => Object.assign(new Error('x'), { code: 'ECONNRESET' });

describe('a read', () => {
	it('backs off with full jitter that doubles up to thirty seconds, and gives up after six failures', async () => {
		const time = new VirtualTime(() => 1);
		const { host, requests } = scripted(time, { throws: reset() });
		await expect(apiOn(time, host).api.read(GET)).rejects.toMatchObject({ kind: 'noAnswer' });
		expect(requests.map(({ at }) => at)).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000]);
		const eager = new VirtualTime(() => 0);
		const { host: other, requests: hasty } = scripted(eager, { throws: reset() });
		await expect(apiOn(eager, other).api.read(GET)).rejects.toBeInstanceOf(CallFailure);
		expect(hasty.map(({ at }) => at)).toEqual([0, 0, 0, 0, 0, 0]);
	});

	it('begins no attempt after the time it has', async () => {
		const time = new VirtualTime(() => 1);
		const { host, requests } = scripted(time, { throws: reset() });
		await expect(apiOn(time, host).api.read(GET, { until: 7_000 })).rejects.toBeInstanceOf(
			CallFailure,
		);
		expect(requests.map(({ at }) => at)).toEqual([0, 1_000, 3_000]);
	});

	it.each([408, 425, 500, 502, 503, 504])('tries again after HTTP %i', async (status) => {
		const time = new VirtualTime(() => 0.5);
		const { host, requests } = scripted(time, { status, body: {} }, {});
		await expect(apiOn(time, host).api.read(GET)).resolves.toEqual({ id: 'a' });
		expect(requests).toHaveLength(2);
	});

	it.each([400, 401, 402, 403, 404, 409, 422, 501, 505])('believes HTTP %i', async (status) => {
		const time = new VirtualTime(() => 0.5);
		const { host, requests } = scripted(time, { status, body: {} });
		await expect(apiOn(time, host).api.read(GET)).rejects.toMatchObject({
			kind: 'refused',
			facts: { status },
		});
		expect(requests).toHaveLength(1);
	});

	it.each([
		['30', [0, 30_000]],
		['120', [0, 120_000]],
		['121', [0]],
		['0', [0, 500]],
		['Sun, 01 Nov 2026 00:00:00 GMT', [0, 500]],
	])('after a 503 with Retry-After %s asks at %j', async (header, times) => {
		const time = new VirtualTime(() => 0.5);
		const { host, requests } = scripted(
			time,
			{ status: 503, body: {}, headers: { 'retry-after': header } },
			{},
		);
		await apiOn(time, host)
			.api.read(GET)
			.catch(() => undefined);
		expect(requests.map(({ at }) => at)).toEqual(times);
	});

	it('tries again what was not sent, since nothing can have come of it', async () => {
		const time = new VirtualTime(() => 0);
		const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' });
		const { host, requests } = scripted(time, { throws: refused }, {});
		await expect(apiOn(time, host).api.read(GET)).resolves.toEqual({ id: 'a' });
		expect(requests).toHaveLength(2);
	});

	it('is not tried again where the answer was too large, since the next one would be, too', async () => {
		const time = new VirtualTime(() => 0);
		const { host, requests } = scripted(time, { body: { code: 200, data: ['x'.repeat(100)] } });
		const read = apiOn(time, host).api.read({ ...GET, limitBytes: 100 });
		await expect(read).rejects.toMatchObject({ kind: 'unreadable', facts: { got: 'tooMuch' } });
		expect(requests).toHaveLength(1);
	});

	it('is not tried again where the API’s address points elsewhere', async () => {
		const time = new VirtualTime(() => 0);
		const { host, requests } = scripted(time, { status: 302 });
		await expect(apiOn(time, host).api.read(GET)).rejects.toMatchObject({ kind: 'redirected' });
		expect(requests).toHaveLength(1);
	});

	it('is told to have been stopped where Stop comes while the rate limit holds it back', async () => {
		const time = new VirtualTime(() => 0);
		const stop = new AbortController();
		const { host, requests } = scripted(time, {});
		const { api, gate } = apiOn(time, host, stop.signal);
		gate.refused(50_000);
		void time.sleep(10_000).then(() => stop.abort());
		await expect(api.read(GET)).rejects.toMatchObject({
			kind: 'stopped',
			facts: { beforeSending: true },
		});
		expect(time.now()).toBe(10_000);
		expect(requests).toHaveLength(0);
	});

	it('tries again when what comes cannot be understood, and counts that as a failure', async () => {
		const time = new VirtualTime(() => 0);
		const { host, requests } = scripted(time, {});
		const read = apiOn(time, host).api.read(GET, {
			parse: () => {
				throw new CallFailure('unreadable');
			},
		});
		await expect(read).rejects.toMatchObject({ kind: 'unreadable' });
		expect(requests).toHaveLength(6);
		const broken = apiOn(time, host).api.read(GET, {
			parse: () => {
				throw new RangeError('x');
			},
		});
		await expect(broken).rejects.toBeInstanceOf(RangeError);
		expect(requests).toHaveLength(7);
	});

	it('is not repeated once the execution is stopped', async () => {
		const time = new VirtualTime(() => 0.5);
		const stop = new AbortController();
		const { host, requests } = scripted(time, { throws: reset() });
		const reading = apiOn(time, host, stop.signal).api.read(GET);
		stop.abort();
		await expect(reading).rejects.toMatchObject({ kind: 'stopped' });
		expect(requests.length).toBeLessThanOrEqual(1);
	});

	it('gives up at once where the rate limit ends after its time, and says that it was the limit', async () => {
		const time = new VirtualTime(() => 0);
		const { host, requests } = scripted(time, {});
		const { api, gate } = apiOn(time, host);
		gate.refused(50_000);
		await expect(api.read(GET, { until: 50_000 })).rejects.toMatchObject({
			kind: 'refused',
			facts: { status: 429, heldBack: true },
		});
		expect(requests).toHaveLength(0);
		await expect(api.read(GET, { until: 50_001 })).resolves.toEqual({ id: 'a' });
		expect(requests[0]!.at).toBe(50_000);
	});

	it('passes a rate limit without counting it as a failure', async () => {
		const time = new VirtualTime(() => 0);
		const limited = { status: 429, body: {} };
		const { host, requests } = scripted(time, ...Array.from({ length: 9 }, () => limited), {});
		await expect(apiOn(time, host).api.read(GET, { until: Infinity })).resolves.toEqual({
			id: 'a',
		});
		// Half of 1, 2, 4 … 60 s, because the jitter is at its lowest.
		const gaps = requests.slice(1).map(({ at }, index) => at - requests[index]!.at);
		expect(gaps).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
	});
});

describe('the gate of the rate limit', () => {
	it('takes refusals that come together for one', () => {
		const time = new VirtualTime(() => 1);
		const gate = new RateGate(time);
		expect([gate.refused(), gate.refused(), gate.refused()]).toEqual([1_000, 1_000, 1_000]);
	});

	it('stays closed as long as the longest that was asked for, and for a second at least', () => {
		const gate = new RateGate(new VirtualTime(() => 0));
		expect(gate.refused(0)).toBe(1_000);
		expect(gate.refused(9_000)).toBe(9_000);
		expect(gate.refused(2_000)).toBe(9_000);
	});

	it('forgets its refusals with the first acceptance after it has opened', async () => {
		const time = new VirtualTime(() => 1);
		const gate = new RateGate(time);
		expect(gate.refused()).toBe(1_000);
		gate.accepted();
		await time.sleep(1_000);
		expect(gate.refused()).toBe(2_000);
		await time.sleep(2_000);
		gate.accepted();
		expect(gate.refused()).toBe(1_000);
	});

	it('lets nobody through early, and spreads those who wait by a tenth', async () => {
		const time = new VirtualTime(() => 1);
		const gate = new RateGate(time);
		await expect(gate.pass()).resolves.toBe(true);
		gate.refused(10_000);
		await expect(gate.pass()).resolves.toBe(true);
		expect(time.now()).toBe(11_000);
	});

	it('opens for nobody who has been stopped or whose time is over before', async () => {
		const time = new VirtualTime(() => 0);
		const gate = new RateGate(time);
		gate.refused(10_000);
		await expect(gate.pass(AbortSignal.abort())).resolves.toBe(false);
		await expect(gate.pass(undefined, 10_000)).resolves.toBe(false);
		expect(time.now()).toBe(0);
		await expect(gate.pass(undefined, 10_001)).resolves.toBe(true);
	});
});

describe('a call that is sent once', () => {
	it('looks for the last time when nothing is left to wait for, and can still be kept back', async () => {
		const time = new VirtualTime(() => 0);
		const { host, requests } = scripted(time, {});
		const { api, gate } = apiOn(time, host);
		gate.refused(5_000);
		const looks: number[] = [];
		await api.once(GET, { beforeSending: () => void looks.push(time.now()) });
		expect(looks).toEqual([5_000]);
		const kept = api.once(GET, {
			beforeSending: () => {
				throw new RangeError('no');
			},
		});
		await expect(kept).rejects.toBeInstanceOf(RangeError);
		expect(requests).toHaveLength(1);
	});

	it('waits for a place, and then for the gate that was closed meanwhile', async () => {
		const time = new VirtualTime(() => 0);
		const { host, requests } = scripted(
			time,
			{ status: 429, body: {}, headers: { 'retry-after': '60' } },
			{},
		);
		const { api } = apiOn(time, host, undefined, new Slots(1));
		const first = api.once(GET).catch((failure: CallFailure) => failure.facts.status);
		const second = api.once(GET);
		await expect(first).resolves.toBe(429);
		await second;
		expect(requests.map(({ at }) => at)).toEqual([0, 60_000]);
	});

	it('closes the gate for two minutes at most, whatever a server asks for', async () => {
		const time = new VirtualTime(() => 0);
		const { host } = scripted(time, { status: 429, body: {}, headers: { 'retry-after': '99999' } });
		const { api, gate } = apiOn(time, host);
		await expect(api.once(GET)).rejects.toMatchObject({ facts: { retryAfterMs: 99_999_000 } });
		await gate.pass();
		expect(time.now()).toBe(120_000);
	});

	it('says that nothing was sent when it was stopped before', async () => {
		const time = new VirtualTime(() => 0);
		const { host, requests } = scripted(time, {});
		const stopped = { kind: 'stopped', facts: { beforeSending: true } };
		await expect(apiOn(time, host, AbortSignal.abort()).api.once(GET)).rejects.toMatchObject(
			stopped,
		);
		await expect(callApi(host, CONNECTION, GET, AbortSignal.abort(), time)).rejects.toMatchObject(
			stopped,
		);
		expect(requests).toHaveLength(0);
	});

	it('takes no last look once it is stopped, so that nothing is remembered as sent', async () => {
		const time = new VirtualTime(() => 0);
		const { host } = scripted(time, {});
		let looks = 0;
		const call = apiOn(time, host, AbortSignal.abort()).api.once(GET, {
			beforeSending: () => looks++,
		});
		await expect(call).rejects.toMatchObject({ kind: 'stopped' });
		expect(looks).toBe(0);
	});

	it('goes to the API as JSON, streamed, without redirects and with an end', async () => {
		const time = new VirtualTime(() => 0);
		const { host, requests } = scripted(time, {});
		await callApi(
			host,
			{ ...CONNECTION, transport: { proxy: 'http://p' as never } },
			{ ...GET, method: 'POST', query: { a: 'b c' }, body: { x: 1 }, headers: { X: 'y' } },
			undefined,
			time,
		);
		expect(requests[0]).toMatchObject({
			method: 'POST',
			url: 'https://api.test/api/v3/x?a=b+c',
			body: { x: 1 },
			headers: { Accept: 'application/json', X: 'y' },
			proxy: 'http://p',
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
		});
		expect(requests[0]!.abortSignal).toBeInstanceOf(AbortSignal);
	});

	it('has no body where none is given', async () => {
		const time = new VirtualTime(() => 0);
		const { host, requests } = scripted(time, {});
		await callApi(host, CONNECTION, GET, undefined, time);
		expect(requests[0]).not.toHaveProperty('body');
	});

	it('goes below the path of a base URL that has one, and nowhere else', async () => {
		const time = new VirtualTime(() => 0);
		const { host, requests } = scripted(time, {});
		const behindProxy = { ...CONNECTION, baseUrl: 'https://proxy.test/wave/speed' };
		await callApi(host, behindProxy, GET, undefined, time);
		expect(requests[0]!.url).toBe('https://proxy.test/wave/speed/api/v3/x');
		const path = '/../../api/v3/x';
		await expect(
			callApi(host, behindProxy, { method: 'GET', path }, undefined, time),
		).rejects.toMatchObject({ kind: 'impossible' });
		expect(requests).toHaveLength(1);
	});

	it('reads as much as it is told to, and what answers can carry where it is told nothing', async () => {
		const time = new VirtualTime(() => 0);
		const answerOf = (bytes: number) =>
			scripted(time, { body: { code: 200, data: ['x'.repeat(bytes)] } }).host;
		const tooMuch = { kind: 'unreadable', facts: { got: 'tooMuch' } };
		const megabyte = 1024 * 1024;
		await expect(
			callApi(answerOf(4 * megabyte), CONNECTION, GET, undefined, time),
		).resolves.toBeInstanceOf(Array);
		await expect(
			callApi(answerOf(40 * megabyte), CONNECTION, GET, undefined, time),
		).resolves.toBeInstanceOf(Array);
		const short = { ...GET, limitBytes: 5 * megabyte };
		await expect(
			callApi(answerOf(5 * megabyte), CONNECTION, short, undefined, time),
		).rejects.toMatchObject(tooMuch);
	});

	it('tells a page of a proxy by its content type, and plain words by having none', async () => {
		const time = new VirtualTime(() => 0);
		for (const [headers, got] of [
			[{ 'content-type': 'text/html' }, 'html'],
			[{}, 'text'],
		] as const) {
			const { host } = scripted(time, { body: 'Sign in', headers });
			await expect(callApi(host, CONNECTION, GET, undefined, time)).rejects.toMatchObject({
				kind: 'unreadable',
				facts: { got },
			});
		}
	});

	it('leaves no listener on the execution’s signal, whether it succeeds or not', async () => {
		const time = new VirtualTime(() => 0);
		const stop = new AbortController();
		const added = jest.spyOn(stop.signal, 'addEventListener');
		const removed = jest.spyOn(stop.signal, 'removeEventListener');
		await callApi(scripted(time, {}).host, CONNECTION, GET, stop.signal, time);
		const { host } = scripted(time, { throws: reset() });
		await callApi(host, CONNECTION, GET, stop.signal, time).catch(() => undefined);
		expect(added.mock.calls.length).toBeGreaterThan(1);
		expect(removed.mock.calls.length).toBe(added.mock.calls.length);
	});

	it.each([
		'//evil.test/api/v3/x',
		'/../x',
		'/api/v2/x',
		'/api/v3/x?y=1',
		'/api/v3/x#y',
		'@evil.test/api/v3/x',
		'/api/v3/../../x',
	])('goes nowhere with the path %s', async (path) => {
		const time = new VirtualTime(() => 0);
		const { host, requests } = scripted(time, {});
		await expect(
			callApi(host, CONNECTION, { method: 'GET', path }, undefined, time),
		).rejects.toMatchObject({ kind: 'impossible' });
		expect(requests).toHaveLength(0);
	});

	it('tells the server’s time where it has one, and ours where it has none', async () => {
		const time = new VirtualTime(() => 0);
		const dates: Date[] = [];
		for (const headers of [
			{ date: 'Sun, 06 Nov 1994 08:49:37 GMT' },
			{ date: 'soon' },
			{ date: 784_111_777_000 },
			{},
		]) {
			const { host } = scripted(time, { headers });
			await callApi(
				host,
				CONNECTION,
				{ ...GET, onServerDate: (date) => void dates.push(date) },
				undefined,
				time,
			);
		}
		expect(dates).toEqual([
			new Date('1994-11-06T08:49:37Z'),
			time.date(),
			time.date(),
			time.date(),
		]);
	});

	it('ends at its deadline, of a minute where none is given, whatever its host does', async () => {
		for (const [deadlineMs, expected] of [
			[undefined, 60_000],
			[5_000, 5_000],
		] as const) {
			const time = new VirtualTime(() => 0);
			const deaf = {
				getExecutionCancelSignal: () => undefined,
				helpers: { httpRequestWithAuthentication: async () => await new Promise(() => {}) },
			} as never;
			await expect(
				callApi(deaf, CONNECTION, { ...GET, deadlineMs }, undefined, time),
			).rejects.toMatchObject({ kind: 'noAnswer' });
			expect(time.now()).toBe(expected);
		}
	});

	it('ends with the execution, whatever its host does', async () => {
		const time = new VirtualTime(() => 0);
		const stop = new AbortController();
		const deaf = {
			getExecutionCancelSignal: () => undefined,
			helpers: {
				httpRequestWithAuthentication: async () => (stop.abort(), await new Promise(() => {})),
			},
		} as never;
		await expect(callApi(deaf, CONNECTION, GET, stop.signal, time)).rejects.toMatchObject({
			kind: 'stopped',
		});
	});
});

describe('places', () => {
	it('are given in the order of arrival, and given back also after an error', async () => {
		const slots = new Slots(2);
		const order: string[] = [];
		let open = () => {};
		const gate = new Promise<void>((resolve) => (open = resolve));
		const tasks = ['a', 'b', 'c', 'd'].map((name) =>
			slots
				.run(async () => {
					order.push(name);
					await gate;
					if (name === 'a') throw new Error('x');
				})
				.catch(() => undefined),
		);
		await settled();
		expect(order).toEqual(['a', 'b']);
		open();
		await Promise.all(tasks);
		expect(order).toEqual(['a', 'b', 'c', 'd']);
		await slots.run(async () => void order.push('e'));
		expect(order).toHaveLength(5);
	});
});
