import type { Emulator, EmulatorOptions } from '../../../emulator/index.mts';
import { startEmulator, time } from '../../startEmulator.mts';
import { prompts } from '../../workflow/engine.mts';
import { callbackFor, rowsOf, suspend, type SuspendSettings } from './parkedWorkflow.mts';

describe('Wait: Suspend the Execution', () => {
	let emulator: Emulator;
	const open = async (options: EmulatorOptions = {}) => {
		emulator = await startEmulator({
			apiKey: 'test-key',
			generationTimeMs: Infinity,
			webhookRetryDelaysMs: [],
			...options,
		});
	};
	afterEach(async () => await emulator.close());

	const run = async (settings: Omit<SuspendSettings, 'emulator'> = {}) =>
		await suspend({ emulator, ...settings });
	const posts = () => emulator.requests.filter(({ accepted }) => accepted);
	const idOf = (prompt: string) =>
		emulator.predictions.find(({ input }) => input.prompt === prompt)?.id ?? 'missing';
	const settleAll = () => {
		for (const { id } of emulator.predictions) emulator.settle(id);
	};

	it('parks the run, tells WaveSpeed the node’s own resume address, and shows what it waits for', async () => {
		await open();
		const { run: parked } = await run({ items: prompts('one', 'two') });
		expect(parked.status).toBe('waiting');
		const addresses = posts().map(({ query }) => query.webhook);
		expect(addresses).toEqual([
			'http://127.0.0.1:5678/webhook-waiting/test-execution/wavespeed?signature=token&item=0',
			'http://127.0.0.1:5678/webhook-waiting/test-execution/wavespeed?signature=token&item=1',
		]);
		expect(rowsOf(parked).map(({ json }) => json.id)).toEqual([idOf('one'), idOf('two')]);
		const until = new Date(parked.waitTill!).getTime() - time.date().getTime();
		// It looks by itself before its time is over.
		expect(until).toBeGreaterThan(4 * 60_000);
		expect(until).toBeLessThanOrEqual(5 * 60_000);
	});

	it('keeps the secret of the callbacks out of the execution’s data', async () => {
		await open();
		const { run: parked, callBack } = await run();
		settleAll();
		const { resumed } = await callBack(callbackFor(emulator, emulator.predictions[0]!.id));
		const text = JSON.stringify([parked.data, resumed?.data]);
		expect(text).not.toContain(emulator.webhookSecret.replace('whsec_', ''));
	});

	it('goes on when the last prediction has ended, with all rows and their item links', async () => {
		await open();
		const { callBack } = await run({ items: prompts('one', 'two') });
		emulator.settle(idOf('one'));
		const first = await callBack(callbackFor(emulator, idOf('one')));
		expect(first).toEqual({ status: 200 });
		emulator.settle(idOf('two'));
		const { status, resumed } = await callBack(callbackFor(emulator, idOf('two')));
		expect(status).toBe(200);
		expect(resumed?.status).toBe('success');
		expect(rowsOf(resumed).map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			[idOf('one'), { item: 0 }],
			[idOf('two'), { item: 1 }],
		]);
		expect(rowsOf(resumed).every(({ binary }) => binary?.data)).toBe(true);
		expect(rowsOf(resumed, 0, 'Success')).toHaveLength(2);
		expect(posts()).toHaveLength(2);
	});

	it('fails the node for a failed prediction where On Error is Stop, naming the others', async () => {
		await open();
		const { callBack } = await run({ items: prompts('good', 'bad') });
		emulator.settle(idOf('good'));
		emulator.fail(idOf('bad'), 'out of paint');
		const { resumed } = await callBack(callbackFor(emulator, idOf('bad')));
		expect(resumed?.status).toBe('error');
		expect(resumed?.data.resultData.error?.message).toContain(idOf('bad'));
		expect(JSON.stringify(resumed?.data.resultData.error)).toContain(idOf('good'));
		expect(resumed?.data.resultData.runData).not.toHaveProperty('Success');
	});

	it('fails an overdue node where On Error is Stop', async () => {
		await open();
		const { overdue } = await run({ items: prompts('one', 'two') });
		const late = await overdue();
		expect(late.status).toBe('error');
		expect(late.data.resultData.error?.message).toContain(idOf('one'));
		expect(late.data.resultData.runData).not.toHaveProperty('Success');
	});

	it('sends overdue items to the error branch, each with its id, beside those that failed before', async () => {
		await open();
		const { overdue } = await run({
			items: prompts('one', '', 'three'),
			onError: 'continueErrorOutput',
		});
		const late = await overdue();
		expect(late.status).toBe('success');
		expect(rowsOf(late, 0)).toEqual([]);
		expect(rowsOf(late, 1).map(({ json }) => json)).toEqual([
			{
				prompt: 'one',
				error: expect.stringContaining(idOf('one')),
				details: expect.objectContaining({ reason: 'waitTimeout', predictionId: idOf('one') }),
			},
			{
				prompt: '',
				error: expect.stringMatching(/prompt/i),
				details: expect.objectContaining({ reason: 'invalidInput' }),
			},
			{
				prompt: 'three',
				error: expect.stringContaining(idOf('three')),
				details: expect.objectContaining({ reason: 'waitTimeout', predictionId: idOf('three') }),
			},
		]);
	});

	it('takes what is done when its time is over, though no callback came', async () => {
		await open();
		const { overdue } = await run({ items: prompts('one', 'two') });
		settleAll();
		const late = await overdue();
		expect(late.status).toBe('success');
		expect(rowsOf(late, 0, 'Success').map(({ json }) => json.id)).toEqual([
			idOf('one'),
			idOf('two'),
		]);
		expect(posts()).toHaveLength(2);
	});

	it('looks by itself every five minutes: a callback that was lost costs no more than that', async () => {
		await open();
		const { wake } = await run();
		expect((await wake()).status).toBe('waiting');
		settleAll();
		const woken = await wake();
		expect(woken.status).toBe('success');
		expect(rowsOf(woken, 0, 'Success')).toHaveLength(1);
		expect(posts()).toHaveLength(1);
	});

	it('runs nothing behind the node before it has its rows, also where it always gives some', async () => {
		await open();
		const { wake, run: parked } = await run({ node: { alwaysOutputData: true } });
		expect(parked.data.resultData.runData).not.toHaveProperty('Success');
		expect((await wake()).data.resultData.runData).not.toHaveProperty('Success');
		settleAll();
		const woken = await wake();
		expect(woken.data.resultData.runData.Success).toHaveLength(1);
		expect(rowsOf(woken, 0, 'Success')[0]?.json.id).toBe(emulator.predictions[0]!.id);
	});

	it('finds a submission whose answer was lost when it looks again, and pays nothing more', async () => {
		await open();
		emulator.misbehave({
			when: { method: 'POST', path: /sora-2/, nth: 1 },
			do: { kind: 'reset', accept: true },
		});
		const { wake } = await run({
			items: prompts('one', 'two'),
			onError: 'continueRegularOutput',
		});
		settleAll();
		const woken = await wake();
		expect(
			rowsOf(woken)
				.map(({ json }) => json.id)
				.sort(),
		).toEqual(emulator.predictions.map(({ id }) => id).sort());
		expect(posts()).toHaveLength(2);
	});

	it('does not park when everything has ended by the time of the first look', async () => {
		await open({ generationTimeMs: 0 });
		const { run: ended } = await run({ items: prompts('one', 'two') });
		expect(ended.status).toBe('success');
		expect(rowsOf(ended).every(({ binary }) => binary?.data)).toBe(true);
	});

	it('parks nothing when an item is refused and On Error is Stop', async () => {
		await open();
		const { run: failed } = await run({ items: prompts('one', '') });
		expect(failed.status).toBe('error');
		expect(posts()).toHaveLength(0);
	});

	it('keeps to the limit of predictions in flight: polls until all are submitted, then parks', async () => {
		await open({
			maxConcurrentPredictions: 1,
			generationTimeMs: ({ count }) => (count < 3 ? 30 : Infinity),
		});
		const { run: parked, callBack } = await run({
			items: prompts('one', 'two', 'three'),
			options: { maxInFlight: 1 },
		});
		expect(parked.status).toBe('waiting');
		expect(posts()).toHaveLength(3);
		emulator.settle(idOf('three'));
		const { resumed } = await callBack(callbackFor(emulator, idOf('three')));
		expect(rowsOf(resumed)).toHaveLength(3);
	});

	it('submits the rest when the account itself allows few at once', async () => {
		await open({
			maxConcurrentPredictions: 1,
			generationTimeMs: ({ count }) => (count < 3 ? 30 : Infinity),
		});
		const { run: parked } = await run({ items: prompts('one', 'two', 'three') });
		expect(parked.status).toBe('waiting');
		expect(posts()).toHaveLength(3);
	});

	it('submits a failed prediction once more only before it was parked, however often it is retried', async () => {
		await open();
		const { callBack } = await run({ retryOnFail: true, maxTries: 3 });
		emulator.fail(emulator.predictions[0]!.id);
		const { resumed } = await callBack(callbackFor(emulator, emulator.predictions[0]!.id));
		expect(resumed?.status).toBe('error');
		expect(posts()).toHaveLength(1);
	});

	describe('where it cannot be suspended', () => {
		it('says so before anything is sent when WaveSpeed could not call this n8n', async () => {
			await open();
			const { run: failed } = await run({ baseUrl: 'https://api.wavespeed.ai' });
			expect(failed.data.resultData.error?.message).toMatch(
				/cannot call this n8n.*WEBHOOK_URL.*Nothing was submitted/,
			);
		});

		it('says so before anything is sent when the output is to come as base64, which no callback brings', async () => {
			await open();
			const { run: failed } = await run({
				parameters: {
					model: { __rl: true, mode: 'id', value: 'wavespeed-ai/z-image/turbo' },
					inputMode: 'json',
					inputJson: '{"prompt": "a kite", "enable_base64_output": true}',
				},
			});
			expect(failed.data.resultData.error?.message).toMatch(
				/“enable_base64_output” cannot be on together with a webhook.*Nothing was submitted/,
			);
			expect(posts()).toHaveLength(0);
		});

		it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
			'is suspended on an n8n that does not sign its resume addresses, too, with On Error at %s',
			async (onError) => {
				await open();
				const { run: parked, callBack } = await run({ resumeToken: '', onError });
				expect(parked.status).toBe('waiting');
				settleAll();
				const { resumed } = await callBack(callbackFor(emulator, emulator.predictions[0]!.id));
				expect(rowsOf(resumed)).toHaveLength(1);
			},
		);

		it('is kept running by n8n’s command line, which cannot be called back', async () => {
			await open({ generationTimeMs: 50 });
			const { run: ended } = await run({ mode: 'cli' });
			expect(ended.status).toBe('success');
			expect(rowsOf(ended)).toHaveLength(1);
			expect(posts().map(({ query }) => query)).toEqual([{}]);
		});
	});

	describe('a callback', () => {
		const parkedOne = async (settings: Parameters<typeof run>[0] = {}) => {
			await open();
			const parked = await run(settings);
			settleAll();
			return { ...parked, id: emulator.predictions[0]!.id };
		};

		it('is refused with another signature, without one, and without the bytes that were signed', async () => {
			const { callBack, id } = await parkedOne();
			const genuine = callbackFor(emulator, id);
			expect(await callBack(callbackFor(emulator, id, 'whsec_x'))).toEqual({ status: 401 });
			expect(await callBack({ rawBody: genuine.rawBody })).toEqual({ status: 401 });
			expect(await callBack({ headers: genuine.headers })).toEqual({ status: 401 });
		});

		it('about somebody else’s prediction is refused, though its signature is genuine', async () => {
			const { callBack } = await parkedOne();
			expect(await callBack(callbackFor(emulator, 'f'.repeat(32)))).toEqual({ status: 401 });
		});

		it.each([
			['bare', (answer: { data: object }) => answer.data],
			['as a text', ({ data }: { data: { secret: string } }) => ({ code: 200, data: data.secret })],
		])('is checked with a secret that comes %s', async (_form, change) => {
			const { callBack, id } = await parkedOne();
			emulator.misbehave({
				when: { path: /webhook\/secret/ },
				times: 9,
				do: { kind: 'transform', change },
			});
			expect(await callBack(callbackFor(emulator, id, 'whsec_x'))).toEqual({ status: 401 });
			expect((await callBack(callbackFor(emulator, id))).resumed?.status).toBe('success');
		});

		it('is believed as far as the API confirms it where the secret cannot be had', async () => {
			const { callBack, id } = await parkedOne();
			emulator.misbehave({
				when: { path: /webhook\/secret/ },
				times: 9,
				do: { kind: 'reply', status: 403, body: { code: 403, message: 'not for this role' } },
			});
			const unsigned = { rawBody: callbackFor(emulator, id).rawBody };
			expect((await callBack(unsigned)).resumed?.status).toBe('success');
		});

		it('signed with a renewed secret is accepted, though the old one is still remembered', async () => {
			const { callBack, id } = await parkedOne();
			emulator.misbehave({
				when: { path: /webhook\/secret/ },
				do: { kind: 'transform', change: () => ({ code: 200, data: { secret: 'whsec_old' } }) },
			});
			expect(await callBack(callbackFor(emulator, id))).toEqual({ status: 401 });
			// A flood of forged ones must not become a flood of questions.
			expect(await callBack(callbackFor(emulator, id))).toEqual({ status: 401 });
			expect(emulator.requestsTo({ path: /webhook\/secret/ })).toHaveLength(1);
			await time.sleep(61_000);
			expect((await callBack(callbackFor(emulator, id))).resumed?.status).toBe('success');
		});

		it('that comes ten times at once resumes once and is looked into once', async () => {
			const { callBack, id } = await parkedOne();
			const before = emulator.requestsTo({ method: 'GET', path: /result$/ }).length;
			const all = await Promise.all(
				Array.from({ length: 10 }, async () => await callBack(callbackFor(emulator, id))),
			);
			expect(all.filter(({ resumed }) => resumed)).toHaveLength(1);
			expect(all.every(({ status }) => status === 200)).toBe(true);
			const looks = emulator.requestsTo({ method: 'GET', path: /result$/ }).length - before;
			// One for the callback, perhaps one more for those that came meanwhile, one by the node itself.
			expect(looks).toBeLessThanOrEqual(3);
			expect(emulator.requestsTo({ path: /webhook\/secret/ })).toHaveLength(1);
			expect(emulator.requestsTo({ host: 'outputs' })).toHaveLength(1);
		});

		it('that follows before n8n has noted that the execution goes on is only acknowledged', async () => {
			const { callBack, id } = await parkedOne();
			expect((await callBack(callbackFor(emulator, id))).resumed).toBeDefined();
			expect(await callBack(callbackFor(emulator, id))).toEqual({ status: 200 });
		});

		it('is heard again when nothing came of the one before', async () => {
			const { callBack, id } = await parkedOne();
			expect((await callBack(callbackFor(emulator, id))).resumed).toBeDefined();
			await time.sleep(11_000);
			expect((await callBack(callbackFor(emulator, id))).resumed).toBeDefined();
		});

		it('leaves the execution parked while the API is down, and never throws', async () => {
			const { callBack, id } = await parkedOne();
			const genuine = callbackFor(emulator, id);
			emulator.misbehave({
				when: { host: 'api', path: /result$/ },
				times: 10_000,
				do: { kind: 'reset' },
			});
			const { status, resumed } = await callBack(genuine);
			expect([status, resumed]).toEqual([200, undefined]);
		});

		it('lets the node report a key that has been taken away, instead of leaving it parked', async () => {
			const { callBack, id } = await parkedOne();
			emulator.misbehave({
				when: { host: 'api', path: /result$/ },
				times: 10,
				do: { kind: 'reply', status: 403, body: { code: 403, message: 'role changed' } },
			});
			const { resumed } = await callBack(callbackFor(emulator, id));
			expect(resumed?.data.resultData.error?.message).toContain(id);
		});
	});

	describe('with a key that comes from the items', () => {
		const keyed = (...texts: string[]) =>
			texts.map((prompt, item) => ({
				json: { prompt, key: 'test-key' },
				pairedItem: { item },
			}));
		const runKeyed = async (...texts: string[]) => {
			await open();
			return await run({ items: keyed(...texts), keyFromItem: true });
		};
		const unsigned = (id: string) => ({ rawBody: callbackFor(emulator, id).rawBody });

		it('goes on at every callback, asks with each item’s own key, and parks again while one is under way', async () => {
			const { run: parked, callBack } = await runKeyed('one', 'two');
			expect(parked.status).toBe('waiting');
			await time.sleep(1_000);
			emulator.settle(idOf('one'));
			const first = await callBack(callbackFor(emulator, idOf('one')));
			expect(first.status).toBe(200);
			expect(first.resumed?.status).toBe('waiting');
			emulator.settle(idOf('two'));
			const { resumed } = await callBack(unsigned(idOf('two')));
			expect(resumed?.status).toBe('success');
			expect(rowsOf(resumed).map(({ json }) => json.id)).toEqual([idOf('one'), idOf('two')]);
			expect(posts()).toHaveLength(2);
			expect(emulator.requestsTo({ path: /webhook\/secret/ })).toHaveLength(0);
		});

		it('is not woken by a callback about somebody else’s prediction', async () => {
			const { callBack } = await runKeyed('one');
			settleAll();
			expect(await callBack(unsigned('f'.repeat(32)))).toEqual({ status: 401 });
			expect(await callBack({ rawBody: Buffer.from('no JSON') })).toEqual({ status: 401 });
		});

		it('goes on once for callbacks that come together', async () => {
			const { callBack } = await runKeyed('one');
			settleAll();
			const all = await Promise.all(
				Array.from({ length: 5 }, async () => await callBack(unsigned(idOf('one')))),
			);
			expect(all.filter(({ resumed }) => resumed)).toHaveLength(1);
			expect(all.every(({ status }) => status === 200)).toBe(true);
		});

		it('looks by itself where no callback comes', async () => {
			const { wake } = await runKeyed('one');
			settleAll();
			expect((await wake()).status).toBe('success');
		});
	});
});
