import type { Action } from '../../emulator/index.mts';
import type { Time } from '../../nodes/WaveSpeed/time.ts';
import { time } from '../startEmulator.mts';
import {
	errorOf,
	openWorkflow,
	prompts,
	RESULT,
	type FaultyWorkflow,
} from './workflowWithFaults.mts';

const reply = (
	status: number,
	body: unknown = { code: status, message: 'x' },
	headers = {},
): Action => ({
	kind: 'reply',
	status,
	body,
	headers,
});

describe('a wait', () => {
	let workflow: FaultyWorkflow;
	beforeEach(async () => (workflow = await openWorkflow({ generationTimeMs: 1 })));
	afterEach(async () => await workflow.close());

	/** What every failure after a submission owes the user. */
	const expectIdIn = (run: Parameters<typeof errorOf>[0]) => {
		const { message, details } = errorOf(run);
		const [{ id } = { id: 'none' }] = workflow.emulator.predictions;
		expect(message).toContain(id);
		expect(details.predictionId).toBe(id);
		expect(workflow.submissions()).toBe(1);
		return { message, details };
	};
	const polls = () => workflow.emulator.requestsTo(RESULT);
	const change = (changes: Record<string, unknown>): Action => ({
		kind: 'transform',
		change: (answer) => ({ ...answer, data: { ...answer.data, ...changes } }),
	});

	const PASSING: Array<[string, Action]> = [
		['HTTP 500', reply(500)],
		[
			'HTTP 502 with a page',
			reply(502, '<html>Bad Gateway</html>', { 'content-type': 'text/html' }),
		],
		['HTTP 503', reply(503)],
		['HTTP 504', reply(504, 'timed out')],
		['HTTP 408', reply(408)],
		['HTTP 425', reply(425)],
		['a reset connection', { kind: 'reset' }],
		['half a JSON', { kind: 'cut', afterBytes: 30 }],
		['half a JSON with status 200', reply(200, '{"code":200,"data":{')],
		['an empty answer', reply(200, '')],
		[
			'a login page with status 200',
			reply(200, '<!doctype html><title>Log in</title>', { 'content-type': 'text/html' }),
		],
		['an envelope that says 500', reply(200, { code: 500, message: 'x' })],
		['an envelope without data', reply(200, { code: 200, data: null })],
		['an answer about another prediction', change({ id: 'somebodyelse' })],
		[
			'an answer without anything of a prediction',
			change({ id: undefined, status: undefined, urls: undefined }),
		],
	];
	it.each(PASSING)(
		'survives %s, five times in a row and again after a good answer',
		async (_what, action) => {
			workflow.emulator.misbehave({ when: RESULT, times: 5, do: action });
			workflow.emulator.misbehave({
				when: RESULT,
				times: 1,
				do: change({ status: 'processing', outputs: [] }),
			});
			workflow.emulator.misbehave({ when: RESULT, times: 5, do: action });
			const { success } = await workflow.run();
			expect(success[0]!.json).toMatchObject({ status: 'completed' });
			expect(polls()).toHaveLength(12);
			expect(workflow.submissions()).toBe(1);
		},
	);

	it('gives up after six failures in a row, names the prediction and has not hurried', async () => {
		workflow.emulator.misbehave({ when: RESULT, times: 99, do: reply(503) });
		const { message } = expectIdIn(await workflow.run());
		expect(message).toMatch(/HTTP 503.+Get Result/);
		expect(polls()).toHaveLength(6);
	});

	it('waits as long as Retry-After of a failing server says', async () => {
		workflow.emulator.misbehave({ when: RESULT, do: reply(503, {}, { 'retry-after': '50' }) });
		expect((await workflow.run()).success).toHaveLength(1);
		const [first, second] = polls();
		expect(second!.at - first!.at).toBeGreaterThanOrEqual(50_000);
	});

	it('that only meets the rate limit ends at its deadline, with the prediction named', async () => {
		workflow.emulator.misbehave({
			when: RESULT,
			times: 9_999,
			do: reply(429, {}, { 'retry-after': '0' }),
		});
		const { message, details } = expectIdIn(await workflow.run({ options: { timeout: 120 } }));
		expect(message).toMatch(/rate limit/);
		expect(details.reason).toBe('rateLimited');
		// One refusal is followed by a pause of a second at least.
		expect(polls().length).toBeLessThan(122);
	});

	it('that is told to come back in an hour says so at once', async () => {
		workflow.emulator.misbehave({
			when: RESULT,
			times: 9,
			do: reply(429, {}, { 'retry-after': '3600' }),
		});
		expectIdIn(await workflow.run());
		expect(polls()).toHaveLength(1);
	});

	it('tolerates “not found” for thirty seconds after the submission', async () => {
		workflow.emulator.misbehave({ when: RESULT, times: 3, do: reply(404) });
		expect((await workflow.run()).success).toHaveLength(1);
		expect(polls()).toHaveLength(4);
	});

	it('fails with the id when the prediction is still not found after that', async () => {
		workflow.emulator.misbehave({ when: RESULT, times: 99, do: reply(404) });
		const { message } = expectIdIn(await workflow.run());
		expect(message).toMatch(/knows no prediction/);
		// The first is at 2 s, then every 2 s until 8 s, then each a quarter later than the one before.
		expect(polls().length).toBeGreaterThanOrEqual(8);
		expect(polls().length).toBeLessThanOrEqual(13);
	});

	it('forgives a replica that does not know what was seen a moment ago', async () => {
		workflow.emulator.misbehave({
			when: RESULT,
			times: 12,
			do: change({ status: 'processing', outputs: [] }),
		});
		workflow.emulator.misbehave({ when: RESULT, times: 2, do: reply(404) });
		expect((await workflow.run({ options: { pollingInterval: 10 } })).success).toHaveLength(1);
		expect(polls()).toHaveLength(15);
	});

	it('ends at once when the key is no longer accepted, and says that the prediction goes on', async () => {
		workflow.emulator.misbehave({
			when: RESULT,
			times: 99,
			do: reply(401, { code: 401, message: 'invalid key' }),
		});
		const { message, details } = expectIdIn(await workflow.run());
		expect(message).toMatch(/does not accept the API key.+is kept: run Get Result with this id/);
		expect(details.reason).toBe('wrongKey');
		expect(polls()).toHaveLength(1);
	});

	it.each(['queued', 'moderating', 'COMPLETELY_NEW', '', 7])(
		'takes the status “%s” for under way, asks at the normal pace and stops at the deadline',
		async (status) => {
			workflow.emulator.misbehave({
				when: RESULT,
				times: 9_999,
				do: change({ status, outputs: [] }),
			});
			const { details } = expectIdIn(
				await workflow.run({ options: { timeout: 100, pollingInterval: 5 } }),
			);
			expect(details.reason).toBe('waitTimeout');
			// With jitter of a fifth, 100 s hold 25 pauses of 4 s at most, and one look is at the deadline.
			expect(polls().length).toBeLessThanOrEqual(100 / 4 + 1);
		},
	);

	it('reads “Completed” as completed', async () => {
		workflow.emulator.misbehave({
			when: RESULT,
			times: 99,
			do: {
				kind: 'transform',
				change: (answer) => ({
					...answer,
					data: { ...answer.data, status: answer.data.status.toUpperCase() },
				}),
			},
		});
		expect((await workflow.run()).success).toHaveLength(1);
	});

	it.each([
		['failed', 'the model refused', /failed: “the model refused”/],
		['failed', '', /failed\. /],
		['cancelled', '', /was cancelled/],
		['canceled', '', /was cancelled/],
		['timeout', '', /timed out at WaveSpeed/],
		['deleted', '', /was deleted/],
		['FAILED', null, /failed/],
	])(
		'ends with the status “%s” and the error “%s”: id, what is known of a refund, no second submission',
		async (status, error, words) => {
			workflow.emulator.misbehave({
				when: RESULT,
				times: 99,
				do: change({ status, error, outputs: [] }),
			});
			const { message, details } = expectIdIn(await workflow.run());
			expect(message).toMatch(words);
			const isRefunded = ['failed', 'timeout'].includes(String(status).toLowerCase());
			expect(message).toMatch(
				isRefunded ? /refunds failed predictions/ : /unknown whether WaveSpeed refunds it/,
			);
			expect(details).toMatchObject({
				reason: 'predictionFailed',
				status: String(status).toLowerCase(),
			});
			expect(polls()).toHaveLength(1);
		},
	);

	it('for something that never ends stops at its deadline and offers Get Result', async () => {
		const endless = await openWorkflow({ generationTimeMs: Infinity });
		const run = await endless.run({ options: { timeout: 200 } });
		const { id } = endless.emulator.predictions[0]!;
		await endless.close();
		const { message, details } = errorOf(run);
		expect(message).toMatch(
			new RegExp(
				`Prediction ${id} is not finished after 3 minutes .+(created|processing).+Get Result`,
			),
		);
		expect(details).toMatchObject({ reason: 'waitTimeout', predictionId: id });
	});

	it('asks no more once the prediction has ended, whatever later answers would say', async () => {
		const sent: unknown[] = [];
		workflow.emulator.misbehave({
			when: RESULT,
			times: 99,
			do: {
				kind: 'transform',
				change: (answer) => {
					// Backwards before the end is nothing special; after the end nobody listens.
					const status = ['processing', 'created', 'completed', 'processing'][
						Math.min(sent.length, 3)
					];
					sent.push(status);
					return {
						...answer,
						data: {
							...answer.data,
							status,
							outputs: status === 'completed' ? ['https://x.example/a.mp4'] : [],
						},
					};
				},
			},
		});
		const { success } = await workflow.run();
		expect(sent).toEqual(['processing', 'created', 'completed']);
		expect(success[0]!.json.status).toBe('completed');
	});

	it.each([
		['forward', 3_600_000],
		['backward', -3_600_000],
	])(
		'keeps its pace and its deadline when the wall clock jumps an hour %s',
		async (_direction, jump) => {
			const endless = await openWorkflow({ generationTimeMs: Infinity });
			let jumped = 0;
			const jumping: Time = {
				...time,
				date: () => new Date(time.date().getTime() + jumped),
				sleep: async (ms, signal) => {
					jumped += jump;
					await time.sleep(ms, signal);
				},
			};
			const { details } = errorOf(
				await endless.run({ time: jumping, options: { timeout: 60, pollingInterval: 5 } }),
			);
			expect(details.reason).toBe('waitTimeout');
			const looks = endless.emulator.requestsTo(RESULT).length;
			expect(looks).toBeGreaterThanOrEqual(4);
			expect(looks).toBeLessThanOrEqual(16);
			await endless.close();
		},
	);

	it('looks once at once after the machine slept through its deadline, and takes what is there', async () => {
		let overslept = 0;
		const sleepy: Time = {
			...time,
			now: () => time.now() + overslept,
			sleep: async (ms, signal) => {
				await time.sleep(ms, signal);
				overslept += 10 * 3_600_000;
			},
		};
		const { success } = await workflow.run({ time: sleepy, options: { timeout: 600 } });
		expect(success).toHaveLength(1);
		expect(polls()).toHaveLength(1);
	});

	it('ends a dripping answer at the deadline of the call and asks again', async () => {
		workflow.emulator.misbehave({ when: RESULT, do: { kind: 'drip', everyMs: 5_000 } });
		expect((await workflow.run()).success).toHaveLength(1);
		expect(polls()).toHaveLength(2);
	});

	it('outlasts a call that is never answered', async () => {
		workflow.emulator.misbehave({ when: RESULT, do: { kind: 'stall' } });
		expect((await workflow.run()).success).toHaveLength(1);
	});

	it.each([
		['null', null],
		['an object', { url: 'https://x.example/a.mp4' }],
		['one string', 'https://x.example/a.mp4'],
		['the same address twice', ['https://x.example/a.mp4', 'https://x.example/a.mp4']],
	])('takes outputs that are %s, or says that there are none', async (_what, outputs) => {
		workflow.emulator.misbehave({
			when: RESULT,
			times: 99,
			do: change({ status: 'completed', outputs }),
		});
		const run = await workflow.run();
		if (outputs === null) {
			const { message, details } = expectIdIn(run);
			expect(message).toMatch(/completed but has no outputs/);
			expect(details.reason).toBe('noOutputs');
		} else {
			expect(run.success).toHaveLength(1);
			// As it came: the files are beside it.
			expect(JSON.stringify(run.success[0]!.json.outputs)).toContain('x.example/a.mp4');
		}
	});

	it.each(['__proto__', 'constructor', 'prototype'])(
		'lets no answer reach a prototype through the key %s',
		async (key) => {
			const poison = `{"code":200,"${key}":{"polluted":1},"data":{"id":"@","status":"completed","outputs":["text"],"${key}":{"polluted":1}}}`;
			let id = '';
			workflow.emulator.misbehave({
				when: RESULT,
				times: 99,
				do: {
					kind: 'transform',
					change: () => ((id = workflow.emulator.predictions[0]!.id), JSON.parse('{}')),
				},
			});
			await workflow.run({ options: { timeout: 20 } });
			const second = await openWorkflow();
			second.emulator.misbehave({
				when: RESULT,
				times: 99,
				do: {
					kind: 'reply',
					status: 200,
					headers: { 'content-type': 'application/json' },
					body: poison,
				},
			});
			await second.run({ options: { timeout: 20 } });
			expect(id).not.toBe('');
			expect(({} as Record<string, unknown>).polluted).toBeUndefined();
			await second.close();
		},
	);

	it.each([
		[
			'six megabytes',
			JSON.stringify({ code: 200, data: { id: 'x', filler: 'y'.repeat(6 * 1024 * 1024) } }),
		],
		[
			'ten thousand levels of JSON',
			`{"code":200,"data":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
		],
		['a hundred levels of JSON', `{"code":200,"data":${'['.repeat(100)}${']'.repeat(100)}}`],
		['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x00])],
	])('is not harmed by %s', async (_what, body) => {
		workflow.emulator.misbehave({
			when: RESULT,
			times: 99,
			do: { kind: 'reply', status: 200, headers: { 'content-type': 'application/json' }, body },
		});
		const { details } = expectIdIn(await workflow.run());
		expect(details.reason).toBe('unreadableAnswer');
	});

	it('never has more than twenty requests under way at once', async () => {
		let finished = 0;
		let most = 0;
		const busy = await openWorkflow({
			generationTimeMs: 20,
			// There are never more under way than just before one of them ends.
			onRequest: () => (most = Math.max(most, busy.emulator.requests.length - finished++)),
		});
		busy.emulator.misbehave({ when: { host: 'api' }, times: 500, do: { kind: 'delay', ms: 20 } });
		const items = prompts(...Array.from({ length: 80 }, (_, index) => `item ${index}`));
		expect((await busy.run({ items })).success).toHaveLength(80);
		expect(most).toBeGreaterThan(10);
		expect(most).toBeLessThanOrEqual(20);
		await busy.close();
	});
});
