import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { callbackHeaders } from '../../emulator/index.mts';
import { createCredential } from '../n8n/credentials.mts';
import { CREDENTIAL_TYPE } from '../n8n/example.mts';
import { downloadBinary, failureOf, jsonOf, outputOf, stopExecution } from '../n8n/executions.mts';
import type { Session } from '../n8n/session.mts';
import { testUnless } from '../n8n/testUnless.mts';
import { API_KEY } from '../n8n/n8nWithEmulator.mts';
import { importWorkflow, runWorkflow } from '../n8n/workflows.mts';
import {
	acceptedPosts,
	chain,
	deliver,
	DONE,
	ended,
	executionIds,
	FAILED,
	GENERATE,
	generateNode,
	node,
	openOwnEmulator,
	outputRequests,
	parked,
	promptsWorkflow,
	publish,
	start,
	statusOf,
	type OwnEmulator,
	type Variant,
} from './ownEmulator.mts';

const SEVERAL_IMAGES = 'wavespeed-ai/flux-dev-lora';

/** What has to hold in every mode n8n runs in. */
export function suspendCases(
	join: () => Session | undefined,
	/** Why nothing can be tested, where that is so. */
	missing: () => string = () => '',
): void {
	const test = testUnless(missing);
	let setup: OwnEmulator;
	const open = async (
		...options: Parameters<typeof openOwnEmulator> extends [unknown, ...infer R] ? R : never
	) => {
		const session = join();
		if (!session) throw new Error('No n8n was started');
		setup = await openOwnEmulator(session, ...options);
		return setup;
	};
	afterEach(async () => await setup?.close());

	const run = async (prompts: string[], variant?: Variant) => {
		const { session, credential } = setup;
		const workflow = await publish(session, promptsWorkflow(credential, variant));
		return await start(session, workflow, prompts);
	};
	const predictionOf = (prompt: string) =>
		setup.emulator.predictions.find(({ input }) => input.prompt === prompt);

	test('three items, one of which fails: parked once, and then every row is on its branch', async () => {
		const { session, emulator } = await open();
		const prompts = ['one', 'two [fail]', 'three'];
		const id = await run(prompts, { onError: 'continueErrorOutput' });

		const waiting = await parked(session, id);
		expect(Object.keys(waiting.data.resultData.runData)).not.toContain(DONE);
		const execution = await ended(session, id);

		expect(execution.status).toBe('success');
		const rows = outputOf(execution, GENERATE);
		expect(rows.map(({ json }) => json.id)).toEqual([
			predictionOf('one')?.id,
			predictionOf('three')?.id,
		]);
		expect(rows.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		for (const row of rows) {
			const served = await emulator.outputBytesOf(String(row.json.id));
			expect((await downloadBinary(session, row)).equals(served)).toBe(true);
		}
		const failed = predictionOf('two [fail]')?.id ?? 'missing';
		expect(jsonOf(execution, FAILED)).toEqual([
			{
				prompt: 'two [fail]',
				error: expect.stringContaining(failed),
				details: expect.objectContaining({ reason: 'predictionFailed', predictionId: failed }),
			},
		]);
		expect(acceptedPosts(setup)).toHaveLength(3);
		expect(outputRequests(setup)).toHaveLength(2);
	});

	test('a prediction that is done before the execution can be parked is not waited for', async () => {
		const { session, emulator } = await open();
		emulator.misbehave({
			when: { host: 'api', method: 'POST', path: /sora/ },
			do: { kind: 'callbackFirst' },
		});
		const id = await run(['fast']);
		const execution = await ended(session, id);
		expect(execution.status).toBe('success');
		expect(jsonOf(execution, DONE)).toHaveLength(1);
		expect(outputRequests(setup)).toHaveLength(1);
		expect(acceptedPosts(setup)).toHaveLength(1);
	});

	test('callbacks that come while the executions are still being parked are heard all the same', async () => {
		const { session, credential } = await open({ generationTimeMs: 150 });
		const workflow = await publish(session, promptsWorkflow(credential));
		const ids: string[] = [];
		for (let index = 0; index < 5; index++) ids.push(await start(session, workflow, ['early']));
		for (const id of ids) {
			const execution = await ended(session, id);
			expect([execution.status, failureOf(execution)]).toEqual(['success', undefined]);
			expect(jsonOf(execution, DONE)).toHaveLength(1);
		}
		expect(acceptedPosts(setup)).toHaveLength(5);
		expect(outputRequests(setup)).toHaveLength(5);
	});

	test('Stop: a failed prediction fails the node, and nothing after it runs', async () => {
		const { session } = await open();
		const id = await run(['good', 'bad [fail]']);
		await parked(session, id);
		const execution = await ended(session, id);
		expect(execution.status).toBe('error');
		expect(failureOf(execution)).toContain(predictionOf('bad [fail]')?.id);
		expect(Object.keys(execution.data.resultData.runData)).not.toContain(DONE);
		expect(acceptedPosts(setup)).toHaveLength(2);
	});

	test('a prediction that fails while parked starts the error workflow, which gets its id', async () => {
		const { session, credential } = await open();
		const alarm = await publish(session, {
			name: `Alarm ${randomUUID()}`,
			nodes: [
				node('Alarm', 'n8n-nodes-base.errorTrigger', 1, {}),
				node(DONE, 'n8n-nodes-base.noOp', 1, {}),
			],
			connections: chain('Alarm', DONE),
		});
		const workflow = await publish(session, {
			...promptsWorkflow(credential),
			settings: { errorWorkflow: alarm.id },
		});
		const id = await start(session, workflow, ['bad [fail]']);
		await parked(session, id);
		expect((await ended(session, id)).status).toBe('error');
		let started: string | undefined;
		while (started === undefined) [started] = await executionIds(session, alarm);
		const [told] = jsonOf(await ended(session, started), DONE);
		expect(told).toMatchObject({ execution: { id, lastNodeExecuted: GENERATE } });
		const { error } = told?.execution as { error: { message: string } };
		expect(error.message).toContain(predictionOf('bad [fail]')?.id);
	});

	test('File: If Several holds after the wait too', async () => {
		const { session, emulator } = await open();
		const id = await run(['three boats'], {
			options: { rowPer: 'output' },
			parameters: {
				model: { __rl: true, mode: 'id', value: SEVERAL_IMAGES },
				inputJson: '={{ { prompt: $json.prompt, num_images: 3 } }}',
			},
		});
		await parked(session, id);
		const rows = outputOf(await ended(session, id), GENERATE);
		expect(rows.map(({ json, pairedItem }) => [json.output_index, pairedItem])).toEqual([
			[0, { item: 0 }],
			[1, { item: 0 }],
			[2, { item: 0 }],
		]);
		for (const [index, row] of rows.entries()) {
			const served = await emulator.outputBytesOf(String(row.json.id), index);
			expect((await downloadBinary(session, row)).equals(served)).toBe(true);
		}
		expect(acceptedPosts(setup)).toHaveLength(1);
	});

	test('Continue: a failed item is a row like the others, in its place', async () => {
		const { session } = await open();
		const id = await run(['good', 'bad [fail]'], { onError: 'continueRegularOutput' });
		await parked(session, id);
		const rows = jsonOf(await ended(session, id), DONE);
		expect(rows.map((row) => Object.keys(row).includes('error'))).toEqual([false, true]);
		expect(rows[1]).toEqual({ error: expect.any(String), details: expect.any(Object) });
	});

	test('an item that was refused before the execution was parked keeps its error row', async () => {
		const { session } = await open();
		const id = await run(['', 'good'], { onError: 'continueErrorOutput', retryOnFail: true });
		await parked(session, id);
		const execution = await ended(session, id);
		expect(jsonOf(execution, DONE)).toEqual([expect.objectContaining({ status: 'completed' })]);
		expect(jsonOf(execution, FAILED)).toEqual([
			expect.objectContaining({ prompt: '', error: expect.stringMatching(/prompt/i) }),
		]);
		expect(acceptedPosts(setup)).toHaveLength(1);
	});

	test('Retry On Fail takes up the predictions of the first try, and submits no failed one for ever', async () => {
		const { session, emulator } = await open();
		emulator.misbehave({
			when: { host: 'api', method: 'POST', path: /sora/, nth: 2 },
			do: { kind: 'reply', status: 400, body: { code: 400, message: 'not now' } },
		});
		const id = await run(['one', 'two', 'three [fail]'], { retryOnFail: true });
		await parked(session, id);
		const execution = await ended(session, id);
		expect(execution.status).toBe('error');
		expect(acceptedPosts(setup)).toHaveLength(3);
	});

	test('callbacks that are forged, unsigned, old, or about something else change nothing', async () => {
		const { session, emulator } = await open({ generationTimeMs: Infinity });
		const id = await run(['one']);
		await parked(session, id);
		const [prediction] = emulator.predictions;
		const url = prediction?.webhookUrl ?? '';
		const now = Math.floor(Date.now() / 1000);
		const signed = (body: unknown, { at = now, secret = emulator.webhookSecret } = {}) => {
			const text = JSON.stringify(body);
			const headers = callbackHeaders(secret, 'callback-1', String(at), text);
			return { url, headers, body: text };
		};
		const body = {
			id: prediction?.id,
			status: 'completed',
			outputs: ['https://evil.example/x.mp4'],
		};
		const genuine = signed(body);
		const outputs = {
			forged: await deliver(signed(body, { secret: 'whsec_wrong' })),
			unsigned: await deliver({
				url,
				headers: { 'content-type': 'application/json' },
				body: genuine.body,
			}),
			old: await deliver(signed(body, { at: now - 400 })),
			future: await deliver(signed(body, { at: now + 400 })),
			changed: await deliver(genuine, { body: genuine.body.replace('x.mp4', 'y.mp4') }),
			stranger: await deliver(signed({ ...body, id: 'ffffffffffffffffffffffffffffffff' })),
			wrongToken: await deliver({
				...genuine,
				url: url.replace(/signature=.{8}/, 'signature=00000000'),
			}),
		};
		expect(outputs).toEqual({
			forged: 401,
			unsigned: 401,
			old: 401,
			future: 401,
			changed: 401,
			stranger: 401,
			wrongToken: 401,
		});
		// A genuine one that lies about the end is answered, and then the result is asked for with the key.
		expect(await deliver(genuine)).toBe(200);
		expect(await statusOf(session, id)).toBe('waiting');

		emulator.settle(prediction?.id ?? '');
		const execution = await ended(session, id);
		const [row] = outputOf(execution, GENERATE);
		expect(row?.json.outputs).toEqual([expect.stringContaining(emulator.outputsUrl)]);
		expect(acceptedPosts(setup)).toHaveLength(1);
		const callback = emulator.callbacks.find(({ status }) => status === 200);
		expect(callback && (await deliver(callback))).toBe(409);
	});

	test('two hundred callbacks at once resume it once and download once', async () => {
		const { session, emulator } = await open({
			generationTimeMs: Infinity,
			webhookRetryDelaysMs: [],
		});
		const id = await run(['one', 'two', 'three']);
		await parked(session, id);
		for (const { id: one } of emulator.predictions) emulator.settle(one);
		while (emulator.callbacks.length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
		await Promise.all(
			Array.from(
				{ length: 200 },
				async (_, index) => await deliver(emulator.callbacks[index % 3]!),
			),
		);
		const execution = await ended(session, id, 150_000);
		expect([execution.status, failureOf(execution)]).toEqual(['success', undefined]);
		expect(execution.data.resultData.runData[GENERATE]).toHaveLength(1);
		expect(execution.data.resultData.runData[DONE]).toHaveLength(1);
		expect(jsonOf(execution, DONE)).toHaveLength(3);
		expect(outputRequests(setup)).toHaveLength(3);
		expect(acceptedPosts(setup)).toHaveLength(3);
	});

	test('a key that comes from the items: the node goes on at every callback, with each item’s own', async () => {
		const { session, emulator } = await open({ generationTimeMs: Infinity });
		const credential = await createCredential(session, {
			name: `Key of the item ${randomUUID()}`,
			type: CREDENTIAL_TYPE,
			// Without an item there is no key.
			data: { apiKey: `={{ $json.prompt && "${API_KEY}" }}`, baseUrl: emulator.url },
		});
		const workflow = await publish(session, promptsWorkflow(credential));
		const id = await start(session, workflow, ['one', 'two']);
		await parked(session, id);
		const looks = () => emulator.requestsTo({ method: 'GET', path: /\/result$/ }).length;
		const looksBefore = looks();
		emulator.settle(predictionOf('one')?.id ?? '');
		while (looks() < looksBefore + 2) await new Promise((resolve) => setTimeout(resolve, 50));
		await parked(session, id);
		emulator.settle(predictionOf('two')?.id ?? '');
		const execution = await ended(session, id);
		expect([execution.status, failureOf(execution)]).toEqual(['success', undefined]);
		expect(jsonOf(execution, DONE).map((row) => row.id)).toEqual([
			predictionOf('one')?.id,
			predictionOf('two')?.id,
		]);
		expect(emulator.callbacks.filter(({ status }) => status === 200)).toHaveLength(2);
		expect(acceptedPosts(setup)).toHaveLength(2);
		expect(outputRequests(setup)).toHaveLength(2);
	});

	test('an execution that is stopped while it is parked stays stopped', async () => {
		const { session, emulator } = await open({ generationTimeMs: Infinity });
		const id = await run(['one']);
		await parked(session, id);
		await stopExecution(session, id);
		const prediction = emulator.predictions[0]?.id ?? '';
		emulator.settle(prediction);
		while (emulator.callbacks[0]?.status === undefined)
			await new Promise((resolve) => setTimeout(resolve, 20));
		expect(emulator.callbacks[0].status).toBeGreaterThanOrEqual(400);
		expect(await statusOf(session, id)).toBe('canceled');
		expect(outputRequests(setup)).toHaveLength(0);
	});

	// All in one test: n8n looks for waits that are over once a minute.
	test('predictions that are late end as what they are, with their ids; one that is ready is taken, though its callback was lost', async () => {
		const { session, emulator } = await open({ generationTimeMs: Infinity });
		const options = { timeout: 3 };
		const again = await run(['again'], {
			options: { ...options, whenPredictionFails: 'tryAgain', tryAgainTimes: 1 },
		});
		await parked(session, again);
		const first = predictionOf('again')!;
		emulator.fail(first.id);
		while (emulator.predictions.length < 2) await delay(50);
		await parked(session, again);
		emulator.quirks.callbacks = false;
		const second = emulator.predictions.at(-1)!;
		emulator.settle(second.id);
		const [stops, branches] = await Promise.all([
			run(['stop 1', 'stop 2'], { options }),
			run(['branch 1', 'branch 2'], { options, onError: 'continueErrorOutput' }),
		]);
		const repeated = await ended(session, again, 150_000);
		expect([repeated.status, failureOf(repeated)]).toEqual(['success', undefined]);
		expect(jsonOf(repeated, DONE)).toEqual([
			expect.objectContaining({
				id: second.id,
				attempts: [
					expect.objectContaining({ id: first.id, status: 'failed' }),
					expect.objectContaining({ id: second.id }),
				],
			}),
		]);
		expect(emulator.callbacks.map(({ predictionId }) => predictionId)).not.toContain(second.id);
		expect(emulator.predictions.filter(({ input }) => input.prompt === 'again')).toHaveLength(2);

		const failed = await ended(session, stops, 150_000);
		expect(failed.status).toBe('error');
		expect(failureOf(failed)).toContain(predictionOf('stop 1')?.id);
		const continued = await ended(session, branches, 150_000);
		expect(continued.status).toBe('success');
		expect(jsonOf(continued, FAILED)).toEqual(
			['branch 1', 'branch 2'].map((prompt) => ({
				prompt,
				error: expect.stringContaining(predictionOf(prompt)?.id ?? 'missing'),
				details: expect.objectContaining({
					reason: 'waitTimeout',
					predictionId: predictionOf(prompt)?.id,
				}),
			})),
		);
	});

	test('a loop parks in every round, and every round has its own file', async () => {
		const { session, credential, emulator } = await open({ generationTimeMs: 1_000 });
		const workflow = promptsWorkflow(credential);
		workflow.nodes.push(node('Loop', 'n8n-nodes-base.splitInBatches', 3, { options: {} }));
		workflow.connections = {
			...chain('Start', 'Prompts', 'Loop'),
			Loop: {
				main: [
					[{ node: DONE, type: 'main', index: 0 }],
					[{ node: GENERATE, type: 'main', index: 0 }],
				],
			},
			...chain(GENERATE, 'Loop'),
		};
		const saved = await publish(session, workflow);
		const prompts = ['one', 'two', 'three'];
		const execution = await ended(session, await start(session, saved, prompts), 120_000);
		expect(failureOf(execution)).toBeUndefined();
		const rows = outputOf(execution, DONE);
		expect(rows.map(({ json }) => json.id)).toEqual(
			prompts.map((prompt) => predictionOf(prompt)?.id),
		);
		for (const row of rows) {
			const served = await emulator.outputBytesOf(String(row.json.id));
			expect((await downloadBinary(session, row)).equals(served)).toBe(true);
		}
		expect(acceptedPosts(setup)).toHaveLength(3);
	});

	test('a manual run parks and goes on as well', async () => {
		const { session, credential } = await open();
		const saved = await importWorkflow(session, {
			name: `Manual ${randomUUID()}`,
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
				generateNode(credential, { parameters: { inputJson: '{"prompt": "by hand"}' } }),
				node(DONE, 'n8n-nodes-base.noOp', 1, {}),
			],
			connections: chain('Start', GENERATE, DONE),
		});
		const id = await runWorkflow(session, saved);
		await parked(session, id);
		const execution = await ended(session, id);
		expect(execution.status).toBe('success');
		const [row] = outputOf(execution, DONE);
		const served = await setup.emulator.outputBytesOf(String(row?.json.id));
		expect((await downloadBinary(session, row!)).equals(served)).toBe(true);
	});
}
