import { createServer as createTcpServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';

import type { Action } from '../../emulator/index.mts';
import { time } from '../startEmulator.mts';
import { until } from '../until.mts';
import {
	errorOf,
	KEY,
	LIST,
	openWorkflow,
	prompts,
	RESULT,
	SUBMISSION,
	type FaultyWorkflow,
} from './workflowWithFaults.mts';
import { startUntrustedServer, type UntrustedServer } from './untrustedServer.mts';

describe('a submission', () => {
	let workflow: FaultyWorkflow;
	beforeEach(async () => (workflow = await openWorkflow()));
	afterEach(async () => await workflow.close());

	describe('that cannot have arrived', () => {
		let untrusted: UntrustedServer | undefined;
		afterEach(async () => await untrusted?.close());

		it('is tried three times with growing pauses when the connection is refused, and said to be free of charge', async () => {
			const pauses: number[] = [];
			const run = await workflow.run({
				baseUrl: await closedPort(),
				time: {
					...time,
					sleep: async (ms, signal) => (pauses.push(ms), await time.sleep(ms, signal)),
				},
			});
			const { message, details } = errorOf(run);
			expect(message).toMatch(/could not be reached \(the connection was refused\)/);
			expect(message).toMatch(/Nothing was submitted, nothing was charged/);
			expect(details).toMatchObject({ reason: 'unreachable' });
			expect(pauses).toHaveLength(2);
			expect(pauses[0]).toBeGreaterThanOrEqual(500);
			expect(pauses[1]).toBeGreaterThan(pauses[0]! * 0.99);
		});

		it('is tried again when the name cannot be resolved', async () => {
			const { message } = errorOf(await workflow.run({ baseUrl: 'http://wavespeed.invalid' }));
			expect(message).toMatch(/its name could not be resolved/);
			expect(message).toMatch(/nothing was charged/);
		});

		it('is never sent to a server whose certificate is not trusted', async () => {
			untrusted = await startUntrustedServer();
			const { message } = errorOf(await workflow.run({ baseUrl: untrusted.url }));
			expect(message).toMatch(/certificate is not trusted/);
			expect(message).toMatch(/nothing was charged/);
			expect(untrusted.connections).toBeGreaterThanOrEqual(3);
			expect(untrusted.requests).toBe(0);
		});

		it('is never sent where TLS meets a server that speaks none', async () => {
			const { message } = errorOf(
				await workflow.run({ baseUrl: workflow.emulator.url.replace('http:', 'https:') }),
			);
			expect(message).toMatch(/no secure connection could be made/);
			expect(message).toMatch(/nothing was charged/);
			expect(workflow.emulator.requests).toHaveLength(0);
		});

		it('goes out as soon as the API can be reached, once, also with one prediction in flight at a time', async () => {
			const port = new URL(await closedPort()).port;
			let late: FaultyWorkflow | undefined;
			const run = await workflow.run({
				baseUrl: `http://127.0.0.1:${port}`,
				options: { maxInFlight: 1 },
				time: {
					...time,
					sleep: async (ms, signal) => {
						late ??= await openWorkflow({ port: Number(port) });
						await time.sleep(ms, signal);
					},
				},
			});
			expect(run.failure).toBeUndefined();
			expect(late!.submissions()).toBe(1);
			await late!.close();
		});
	});

	const LOST: Array<[string, Action]> = [
		['a connection reset after the body was read', { kind: 'reset', accept: true }],
		['a connection reset before anything was accepted', { kind: 'reset' }],
		['an answer cut in the middle of its JSON', { kind: 'cut', afterBytes: 40 }],
		['an answer that ends early without a length', { kind: 'earlyEnd', afterBytes: 60 }],
		['an answer reset after some bytes', { kind: 'reset', afterBytes: 30 }],
		[
			'HTTP 500',
			{ kind: 'reply', status: 500, accept: true, body: { code: 500, message: 'internal error' } },
		],
		[
			'HTTP 502 with a page',
			{
				kind: 'reply',
				status: 502,
				accept: true,
				headers: { 'content-type': 'text/html' },
				body: '<html>Bad Gateway</html>',
			},
		],
		[
			'HTTP 503',
			{ kind: 'reply', status: 503, accept: true, headers: { 'retry-after': '1' }, body: '' },
		],
		['HTTP 504', { kind: 'reply', status: 504, accept: true, body: 'upstream timed out' }],
		['HTTP 408', { kind: 'reply', status: 408, accept: true, body: '' }],
		[
			'HTTP 200 with half a JSON',
			{ kind: 'reply', status: 200, accept: true, body: '{"code":200,"data":{"id":"abc' },
		],
		['HTTP 200 with nothing', { kind: 'reply', status: 200, accept: true }],
		[
			'HTTP 200 with a web page',
			{
				kind: 'reply',
				status: 200,
				accept: true,
				headers: { 'content-type': 'text/html' },
				body: '<!doctype html><p>login',
			},
		],
		[
			'HTTP 200 without data',
			{ kind: 'reply', status: 200, accept: true, body: { code: 200, data: null } },
		],
		[
			'HTTP 200 with a number for an id',
			{ kind: 'transform', change: (answer) => ({ ...answer, data: { ...answer.data, id: 7 } }) },
		],
		[
			'HTTP 200 with an empty id',
			{ kind: 'transform', change: (answer) => ({ ...answer, data: { ...answer.data, id: '' } }) },
		],
		[
			'HTTP 200 that says 500 in its envelope',
			{ kind: 'reply', status: 200, accept: true, body: { code: 500, message: 'x', data: null } },
		],
		['HTTP 303', { kind: 'redirect', location: '/elsewhere', status: 303, accept: true }],
		['bytes that are no HTTP', { kind: 'bytes', bytes: 'garbage\r\n\r\n', accept: true }],
	];
	it.each(LOST)(
		'is sent exactly once and its outcome called unknown after %s',
		async (_what, action) => {
			workflow.misbehave({ when: SUBMISSION, times: 9, do: action });
			const { message, details } = errorOf(await workflow.run());
			expect(workflow.submissions()).toBe(1);
			expect(message).toMatch(
				/^It is unknown whether WaveSpeed accepted this submission: .+\. A charge is possible/,
			);
			expect(message).toMatch(/Get Result fetches the output/);
			expect(details).toMatchObject({
				reason: 'outcomeUnknown',
				chargePossible: true,
				model: 'openai/sora-2/text-to-video',
			});
		},
	);

	it('is sent exactly once when its answer never comes, and ends at the deadline of a call', async () => {
		workflow.misbehave({ when: SUBMISSION, do: { kind: 'stall', accept: true } });
		const began = time.now();
		const { details } = errorOf(await workflow.run());
		expect(time.now() - began).toBe(60_000);
		expect(workflow.submissions()).toBe(1);
		expect(details).toMatchObject({ reason: 'outcomeUnknown' });
	});

	it('is sent exactly once when its answer drips, and ends at the deadline of a call with the socket closed', async () => {
		workflow.misbehave({ when: SUBMISSION, do: { kind: 'drip', everyMs: 5_000 } });
		const { details } = errorOf(await workflow.run());
		expect(workflow.submissions()).toBe(1);
		expect(details).toMatchObject({ reason: 'outcomeUnknown' });
		await until(async () => (await workflow.emulator.openConnections()) === 0);
	});

	it('of other items goes on when one is lost: it fails alone', async () => {
		workflow.misbehave({ when: { ...SUBMISSION, nth: 2 }, do: { kind: 'reset', accept: true } });
		const { success, errors } = await workflow.run({
			items: prompts('one', 'two', 'three'),
			onError: 'continueErrorOutput',
		});
		expect(success).toHaveLength(2);
		expect(errors).toHaveLength(1);
		expect(workflow.submissions()).toBe(3);
	});

	it('counts as accepted when an answer that says no names the prediction all the same', async () => {
		workflow.misbehave({
			when: SUBMISSION,
			do: {
				kind: 'transform',
				change: (answer) => ({ ...answer, code: 5004, message: 'sync mode timed out' }),
			},
		});
		const { success } = await workflow.run();
		expect(success[0]!.json).toMatchObject({
			id: workflow.emulator.predictions[0]!.id,
			status: 'completed',
		});
		expect(workflow.submissions()).toBe(1);
	});

	const REFUSED: Array<[number, string, string, RegExp]> = [
		[401, 'invalid api key', 'wrongKey', /does not accept the API key.+wavespeed\.ai\/accesskey/],
		[401, 'please top up to activate', 'neverToppedUp', /never topped up.+wavespeed\.ai\/top-up/],
		[402, 'insufficient credits', 'noCredit', /does not have enough credit.+wavespeed\.ai\/top-up/],
		[403, 'the key’s role is viewer', 'forbidden', /does not allow this.+role is viewer/],
		[
			404,
			'model not found',
			'modelNotFound',
			/has no model openai\/sora-2\/text-to-video.+Choose one/,
		],
		[422, 'property "prompt" is too long', 'refused', /refused the request \(HTTP 422\).+too long/],
		[
			400,
			'invalid request body, Error at "/size": value is not one of the allowed values',
			'inputRefused',
			/refused the input.+“size”/,
		],
	];
	it.each(REFUSED)(
		'refused with HTTP %i “%s” is not repeated, and the message names the remedy',
		async (status, words, reason, sentence) => {
			workflow.misbehave({
				when: SUBMISSION,
				times: 9,
				do: { kind: 'reply', status, body: { code: status, message: words } },
			});
			const { message, details } = errorOf(await workflow.run());
			expect(workflow.submissions()).toBe(1);
			expect(message).toMatch(sentence);
			expect(message).toMatch(/Nothing was submitted/);
			expect(details).toMatchObject({ reason, httpStatus: status });
		},
	);

	it('refused inside an envelope with HTTP 200 is a refusal all the same', async () => {
		workflow.misbehave({
			when: SUBMISSION,
			do: { kind: 'reply', status: 200, body: { code: 1407, message: 'insufficient credits' } },
		});
		const { details } = errorOf(await workflow.run());
		expect(details).toMatchObject({ reason: 'noCredit', errorCode: 1407 });
		expect(details).not.toHaveProperty('chargePossible');
	});

	describe('that meets the rate limit', () => {
		const limited = (headers: Record<string, string | string[]> = {}) =>
			({
				kind: 'reply',
				status: 429,
				headers,
				body: { code: 429, message: 'You have reached your concurrency limit' },
			}) as const;

		it('waits at least as long as Retry-After says, then goes out', async () => {
			workflow.misbehave({ when: SUBMISSION, do: limited({ 'retry-after': '20' }) });
			const { success } = await workflow.run();
			expect(success).toHaveLength(1);
			const [first, second] = workflow.emulator.requestsTo(SUBMISSION);
			expect(second!.at - first!.at).toBeGreaterThanOrEqual(20_000);
			expect(workflow.charges()).toBe(1);
		});

		it('waits for the date of Retry-After by the server’s own clock', async () => {
			const server = new Date('2031-05-05T10:00:00Z');
			const date = server.toUTCString();
			workflow.misbehave({
				when: SUBMISSION,
				do: limited({ date, 'retry-after': new Date(server.getTime() + 30_000).toUTCString() }),
			});
			await workflow.run();
			const [first, second] = workflow.emulator.requestsTo(SUBMISSION);
			expect(second!.at - first!.at).toBeGreaterThanOrEqual(30_000);
			expect(second!.at - first!.at).toBeLessThan(90_000);
		});

		it('makes all items of the run wait together', async () => {
			const items = prompts(...Array.from({ length: 12 }, (_, index) => `item ${index}`));
			workflow.misbehave({ when: { ...SUBMISSION, nth: 3 }, do: limited({ 'retry-after': '40' }) });
			const { success } = await workflow.run({
				items,
				options: { maxInFlight: 3, pollingInterval: 2 },
			});
			expect(success).toHaveLength(12);
			const refused = workflow.emulator.requestsTo(SUBMISSION)[2]!;
			// What was under way when the refusal came arrives at the same time.
			const during = workflow.emulator.requests.filter(
				({ at }) => at > refused.at && at - refused.at < 40_000,
			);
			expect(during).toEqual([]);
		});

		it.each(['0', '-5', '0x10', '1e9', '', 'soon', 'Sun, 06 Nov 1994 08:49:37 GMT'])(
			'neither hammers nor hangs for a Retry-After of “%s”',
			async (header) => {
				workflow.misbehave({ when: SUBMISSION, times: 3, do: limited({ 'retry-after': header }) });
				const { success } = await workflow.run();
				expect(success).toHaveLength(1);
				const times = workflow.emulator.requestsTo(SUBMISSION).map(({ at }) => at);
				expect(times).toHaveLength(4);
				for (const [index, at] of times.slice(1).entries()) {
					expect(at - times[index]!).toBeGreaterThanOrEqual(500);
				}
			},
		);

		it('stops with a clear error where Retry-After asks for an hour', async () => {
			workflow.misbehave({ when: SUBMISSION, times: 9, do: limited({ 'retry-after': '3600' }) });
			const { message } = errorOf(await workflow.run());
			expect(message).toMatch(/rate limit.+Nothing was submitted/);
			expect(workflow.submissions()).toBe(1);
		});

		it('takes the first of two Retry-After headers', async () => {
			workflow.misbehave({ when: SUBMISSION, do: limited({ 'retry-after': ['5', '3600'] }) });
			expect((await workflow.run()).success).toHaveLength(1);
		});

		it('gives up when the whole run has got nowhere for as long as it may wait', async () => {
			workflow.misbehave({ when: SUBMISSION, times: 999, do: limited() });
			const { message, details } = errorOf(await workflow.run({ options: { timeout: 100 } }));
			expect(message).toMatch(/rate limit.+nothing was charged/i);
			expect(details).toMatchObject({ reason: 'rateLimited' });
			expect(workflow.charges()).toBe(0);
			expect(workflow.submissions()).toBeLessThan(20);
		});

		it('of its envelope alone is one, too', async () => {
			workflow.misbehave({
				when: SUBMISSION,
				do: { kind: 'reply', status: 200, body: { code: 429, message: 'slow down' } },
			});
			expect((await workflow.run()).success).toHaveLength(1);
			expect(workflow.submissions()).toBe(2);
			expect(workflow.charges()).toBe(1);
		});
	});

	describe('under Retry On Fail', () => {
		it('is found in the list after its answer was lost, and adopted', async () => {
			workflow.misbehave({ when: SUBMISSION, do: { kind: 'reset', accept: true } });
			const { success } = await workflow.run({ retryOnFail: true });
			expect(success[0]!.json.id).toBe(workflow.emulator.predictions[0]!.id);
			expect(workflow.submissions()).toBe(1);
			expect(workflow.emulator.requestsTo(LIST).length).toBeGreaterThan(0);
		});

		it.each([-10, 10])(
			'is found although this machine’s clock is %i minutes off',
			async (minutes) => {
				workflow.misbehave({ when: SUBMISSION, do: { kind: 'reset', accept: true } });
				const date = () => new Date(time.date().getTime() + minutes * 60_000);
				const { success } = await workflow.run({ retryOnFail: true, time: { ...time, date } });
				expect(success).toHaveLength(1);
				expect(workflow.submissions()).toBe(1);
			},
		);

		it('fails again with the same words when the list has none, and is never sent again', async () => {
			workflow.misbehave({ when: SUBMISSION, times: 9, do: { kind: 'reset' } });
			const run = await workflow.run({ retryOnFail: true, maxTries: 4 });
			expect(errorOf(run).message).toMatch(
				/^It is unknown whether WaveSpeed accepted this submission: the connection broke after it was sent/,
			);
			expect(workflow.submissions()).toBe(1);
			expect(workflow.emulator.requestsTo(LIST)).toHaveLength(3);
		});

		it('finds one prediction for each of two equal items', async () => {
			workflow.misbehave({ when: SUBMISSION, times: 2, do: { kind: 'reset', accept: true } });
			const { success } = await workflow.run({ retryOnFail: true, items: prompts('same', 'same') });
			const ids = success.map(({ json }) => json.id);
			expect(new Set(ids)).toEqual(new Set(workflow.emulator.predictions.map(({ id }) => id)));
			expect(ids).toHaveLength(2);
			expect(workflow.submissions()).toBe(2);
		});

		it('never adopts what an equal item has submitted, neither before nor in this try', async () => {
			// Item 0 is accepted and fails; item 1 is lost without having been accepted.
			workflow.misbehave({ when: SUBMISSION, times: 1, do: { kind: 'reset' } });
			const run = await workflow.run({
				retryOnFail: true,
				maxTries: 3,
				items: prompts('same [fail]', 'same [fail]'),
				options: { maxInFlight: 1 },
			});
			expect(run.failure).toBeDefined();
			// One POST without effect; the other item anew in each of three tries.
			expect(workflow.charges()).toBeLessThanOrEqual(3);
			const lost = workflow.emulator.requestsTo(SUBMISSION).filter(({ accepted }) => !accepted);
			expect(lost).toHaveLength(1);
		});

		it('does not take a page of somebody else’s predictions for its own', async () => {
			workflow.misbehave({ when: SUBMISSION, do: { kind: 'reset' } });
			workflow.misbehave({
				when: LIST,
				do: {
					kind: 'transform',
					change: (answer) => ({
						...answer,
						data: {
							items: [
								null,
								7,
								{
									id: '../x',
									model: 'openai/sora-2/text-to-video',
									input: { prompt: 'a lighthouse at dusk' },
									created_at: new Date().toISOString(),
								},
								{
									id: 'a1',
									model: 'other/model',
									input: { prompt: 'a lighthouse at dusk' },
									created_at: new Date().toISOString(),
								},
								{
									id: 'a2',
									model: 'openai/sora-2/text-to-video',
									input: { prompt: 'another' },
									created_at: new Date().toISOString(),
								},
								{
									id: 'a3',
									model: 'openai/sora-2/text-to-video',
									input: { prompt: 'a lighthouse at dusk' },
									created_at: '2020-01-01T00:00:00Z',
								},
								{
									id: 'a4',
									model: 'openai/sora-2/text-to-video',
									input: { prompt: 'a lighthouse at dusk' },
								},
							],
						},
					}),
				},
			});
			const { details } = errorOf(await workflow.run({ retryOnFail: true }));
			expect(details).toMatchObject({ reason: 'outcomeUnknown' });
			expect(workflow.submissions()).toBe(1);
		});

		it.each(['continueErrorOutput', 'continueRegularOutput', undefined] as const)(
			'goes on with the predictions of the first try, one POST per item, with On Error at %s',
			async (onError) => {
				// All first looks fail for good: the first try fails in every item.
				workflow.misbehave({
					when: RESULT,
					times: 3,
					do: { kind: 'reply', status: 403, body: { code: 403, message: 'role changed' } },
				});
				const { success, failure } = await workflow.run({
					onError,
					retryOnFail: true,
					items: prompts('a', 'b', 'c'),
				});
				expect(failure).toBeUndefined();
				const byPrompt = new Map(
					workflow.emulator.predictions.map(({ id, input }) => [input.prompt, id]),
				);
				expect(success.map(({ json }) => json.id)).toEqual(
					['a', 'b', 'c'].map((prompt) => byPrompt.get(prompt)),
				);
				expect(workflow.submissions()).toBe(3);
			},
		);

		it('submits anew what has failed, and only that', async () => {
			const run = await workflow.run({ retryOnFail: true, items: prompts('good', 'bad [fail]') });
			expect(run.failure).toBeDefined();
			const submitted = workflow.emulator.predictions.map(({ input }) => input.prompt);
			expect(submitted.filter((prompt) => prompt === 'good')).toHaveLength(1);
			expect(submitted.filter((prompt) => prompt === 'bad [fail]')).toHaveLength(2);
		});

		it('waits for a prediction that is not yet known everywhere', async () => {
			workflow.misbehave({
				when: RESULT,
				times: 1,
				do: { kind: 'reply', status: 403, body: { code: 403, message: 'x' } },
			});
			workflow.misbehave({
				when: RESULT,
				times: 2,
				do: { kind: 'reply', status: 404, body: { code: 404, message: 'not found' } },
			});
			const { success } = await workflow.run({ retryOnFail: true });
			expect(success).toHaveLength(1);
			expect(workflow.submissions()).toBe(1);
		});
	});

	describe('of a run that stops on errors', () => {
		it('is held back once another item has failed, and the error lists what was paid for', async () => {
			workflow.misbehave({
				when: { ...SUBMISSION, nth: 2 },
				do: { kind: 'reply', status: 422, body: { code: 422, message: 'no' } },
			});
			const run = await workflow.run({
				items: prompts('one', 'two', 'three', 'four', 'five'),
				options: { maxInFlight: 1 },
			});
			expect(workflow.submissions()).toBe(2);
			expect(workflow.charges()).toBe(1);
			const [paid] = workflow.emulator.predictions;
			expect(errorOf(run).details.otherPredictions).toEqual([{ item: 0, predictionId: paid!.id }]);
		});

		it('is not made for any item when one of them is wrong', async () => {
			const { failure } = await workflow.run({ items: prompts('one', '', 'three') });
			expect(failure).toBeDefined();
			expect(workflow.submissions()).toBe(0);
		});
	});

	it('refuses keys in the JSON input that would change how it is sent', async () => {
		for (const key of ['webhook', 'enable_sync_mode', '__proto__']) {
			const json = `{"prompt": "x", "${key}": true}`;
			const run = await workflow.run({
				parameters: {
					...{ resource: 'prediction', operation: 'generateAndWait' },
					model: { __rl: true, mode: 'id', value: 'openai/sora-2/text-to-video' },
					inputMode: 'json',
					inputJson: json,
				},
			});
			expect(errorOf(run).message).toContain(key);
		}
		expect(workflow.submissions()).toBe(0);
	});

	it('carries the key nowhere but to the API, whatever happens', async () => {
		workflow.misbehave({ when: SUBMISSION, do: { kind: 'reset', accept: true } });
		await workflow.run({ options: { downloadOutputs: true }, retryOnFail: true });
		for (const { host, headers } of workflow.emulator.requests) {
			expect(headers.authorization).toBe(host === 'api' ? `Bearer ${KEY}` : undefined);
		}
	});
});

describe('a hundred items on an account that allows three predictions at once', () => {
	it('become a hundred predictions without an error, and the account refuses rarely', async () => {
		const workflow = await openWorkflow({ maxConcurrentPredictions: 3, generationTimeMs: 5 });
		try {
			const items = prompts(...Array.from({ length: 100 }, (_, index) => `item ${index}`));
			const { success, failure } = await workflow.run({ items });
			expect(failure).toBeUndefined();
			expect(success).toHaveLength(100);
			expect(workflow.charges()).toBe(100);
			expect(workflow.submissions() - 100).toBeLessThan(100);
			expect(new Set(success.map(({ json }) => json.id)).size).toBe(100);
		} finally {
			await workflow.close();
		}
	});
});

async function closedPort(): Promise<string> {
	const server = await new Promise<Server>((resolve) => {
		const started = createTcpServer().listen(0, '127.0.0.1', () => resolve(started));
	});
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return `http://127.0.0.1:${port}`;
}
