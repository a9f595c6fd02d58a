import { randomUUID } from 'node:crypto';
import { callbackHeaders } from '../../emulator/index.mts';
import {
	CREDENTIAL_TYPE,
	editFields,
	loadExample,
	NODE_TYPE,
	TRIGGER_TYPE,
} from '../n8n/example.mts';
import { downloadBinary, jsonOf, outputOf, readExecution } from '../n8n/executions.mts';
import type { Session } from '../n8n/session.mts';
import { testUnless } from '../n8n/testUnless.mts';
import { ENDED_FAMILY } from '../n8n/n8nWithEmulator.mts';
import {
	activateWorkflow,
	importWorkflow,
	runWorkflow,
	type SavedWorkflow,
	type Workflow,
} from '../n8n/workflows.mts';
import {
	acceptedPosts,
	chain,
	deliver,
	DONE,
	ended,
	executionIds,
	node,
	openOwnEmulator,
	outputRequests,
	pathOf,
	publish,
	webhookNode,
	type OwnEmulator,
} from '../suspend/ownEmulator.mts';

const TRIGGER = 'WaveSpeedAI Trigger';
const QUIET_MS = 1_500;
const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

export interface TriggerPlace {
	session: Session;
	/** Where callbacks arrive: the webhook process in queue mode, else n8n itself. */
	webhookUrl: string;
}

/** What has to hold in every mode n8n runs in. */
export function triggerCases(
	join: () => TriggerPlace | undefined,
	missing: () => string = () => '',
): void {
	const test = testUnless(missing);
	let setup: OwnEmulator;
	let webhookUrl: string;
	beforeEach(async () => {
		if (missing() !== '') return;
		const place = join();
		if (!place) throw new Error('No n8n was started');
		({ webhookUrl } = place);
		setup = await openOwnEmulator(place.session, { generationTimeMs: 500 });
	});
	afterEach(async () => await setup?.close());

	const triggerWorkflow = (parameters: Record<string, unknown>): Workflow & { url: string } => {
		const webhookId = randomUUID();
		const trigger = {
			...node(TRIGGER, TRIGGER_TYPE, 1, parameters),
			webhookId,
			credentials: { [CREDENTIAL_TYPE]: setup.credential },
		};
		return {
			name: `Trigger ${webhookId}`,
			nodes: [trigger, node(DONE, 'n8n-nodes-base.noOp', 1, {})],
			connections: chain(TRIGGER, DONE),
			url: `${webhookUrl}/webhook/${webhookId}/wavespeed`,
		};
	};
	const listen = async (parameters: Record<string, unknown> = {}) => {
		const { url, ...workflow } = triggerWorkflow(parameters);
		const saved = await publish(setup.session, workflow);
		// Refused from the moment on that n8n has registered it.
		while ((await fetch(url, { method: 'POST' })).status === 404) await pause(200);
		return { url, workflow: saved };
	};
	/** Runs a workflow with Submit, whose Webhook URL is the trigger's address. */
	const submit = async (address: string, prompt: string) => {
		const path = randomUUID();
		const submitter = await publish(setup.session, {
			name: `Submit ${path}`,
			nodes: [
				webhookNode(path),
				{
					...node('Submit', NODE_TYPE, 1, {
						resource: 'prediction',
						operation: 'submit',
						model: { __rl: true, mode: 'id', value: 'openai/sora-2/text-to-video' },
						inputMode: 'json',
						inputJson: JSON.stringify({ prompt }),
						options: { webhookUrl: address },
					}),
					credentials: { [CREDENTIAL_TYPE]: setup.credential },
				},
			],
			connections: chain('Start', 'Submit'),
		});
		await callOnce(`${webhookUrl}/webhook/${pathOf(submitter)}`);
	};
	/** A webhook answers 404 until n8n has registered it. */
	const callOnce = async (url: string) => {
		for (;;) {
			const { status } = await fetch(url, { method: 'POST' });
			if (status === 200) return;
			await pause(300);
		}
	};
	const onlyExecution = async (workflow: SavedWorkflow) => {
		for (;;) {
			const [id, further] = await executionIds(setup.session, workflow);
			expect(further).toBeUndefined();
			if (id !== undefined) return await ended(setup.session, id);
			await pause(100);
		}
	};

	test('starts its workflow with the file of a prediction that Submit has started', async () => {
		const { url, workflow } = await listen();
		await submit(url, 'a kite');
		const execution = await onlyExecution(workflow);
		const [row] = outputOf(execution, TRIGGER);
		const [prediction] = setup.emulator.predictions;
		expect(row?.json).toMatchObject({ id: prediction?.id, status: 'completed' });
		expect(row?.json).not.toHaveProperty('error');
		const served = await setup.emulator.outputBytesOf(prediction?.id ?? '');
		expect((await downloadBinary(setup.session, row!)).equals(served)).toBe(true);
		expect(acceptedPosts(setup)).toHaveLength(1);
	});

	test('hears one prediction at its test URL while the editor listens', async () => {
		const { session } = setup;
		const { url: _production, ...workflow } = triggerWorkflow({});
		const saved = await importWorkflow(session, workflow);
		const { waitingForWebhook } = await session.request<{ waitingForWebhook: boolean }>(
			'POST',
			`/workflows/${saved.id}/run`,
			{ triggerToStartFrom: { name: TRIGGER } },
		);
		expect(waitingForWebhook).toBe(true);
		const [trigger] = workflow.nodes as Array<{ webhookId?: string }>;
		// In queue mode too the main process takes what comes to a test URL.
		await submit(`${session.url}/webhook-test/${trigger?.webhookId}/wavespeed`, 'a kite');
		const [row] = outputOf(await onlyExecution(saved), TRIGGER);
		const [prediction] = setup.emulator.predictions;
		expect(row?.json).toMatchObject({ id: prediction?.id, status: 'completed' });
		const served = await setup.emulator.outputBytesOf(prediction?.id ?? '');
		expect((await downloadBinary(session, row!)).equals(served)).toBe(true);
	});

	test('passes over failed predictions, unless it is asked for them', async () => {
		const silent = await listen();
		const loud = await listen({ events: 'all' });
		await submit(silent.url, 'silent [fail]');
		await submit(loud.url, 'loud [fail]');
		const rows = jsonOf(await onlyExecution(loud.workflow), DONE);
		const failed = setup.emulator.predictions.find(({ input }) => input.prompt === 'loud [fail]');
		expect(rows).toEqual([
			{
				error: expect.stringContaining(failed?.id ?? 'missing'),
				details: expect.objectContaining({ predictionId: failed?.id, status: 'failed' }),
			},
		]);
		await pause(QUIET_MS);
		expect(await executionIds(setup.session, silent.workflow)).toEqual([]);
	});

	test('starts once for fifty deliveries at once and for a replay', async () => {
		const { url, workflow } = await listen();
		await submit(url, 'a kite');
		await onlyExecution(workflow);
		const [callback] = setup.emulator.callbacks;
		await Promise.all(Array.from({ length: 50 }, async () => await deliver(callback!)));
		await pause(QUIET_MS);
		await onlyExecution(workflow);
		expect(outputRequests(setup)).toHaveLength(1);
	});

	test('starts once for twenty deliveries at once of which n8n has seen none', async () => {
		const { url, workflow } = await listen({ options: { fetchResult: false } });
		await submit(url, 'a kite');
		await onlyExecution(workflow);
		const [prediction] = setup.emulator.predictions;
		const other = await listen({ options: { fetchResult: false } });
		const body = JSON.stringify({ id: prediction!.id, status: 'completed', outputs: [] });
		const at = String(Math.floor(Date.now() / 1000));
		const headers = callbackHeaders(setup.emulator.webhookSecret, 'evt_2', at, body);
		const copy = { url: other.url, body, headers };
		await Promise.all(Array.from({ length: 20 }, async () => await deliver(copy)));
		await pause(QUIET_MS);
		await onlyExecution(other.workflow);
	});

	test('starts for nothing that is forged, unsigned or old', async () => {
		const { url, workflow } = await listen({ options: { fetchResult: false } });
		const id = 'ded09b4c9b104fb88a38feab74c9d54c';
		const body = JSON.stringify({
			id,
			status: 'completed',
			outputs: ['https://evil.example/x.mp4'],
		});
		const now = Math.floor(Date.now() / 1000);
		const signed = (at: number, secret: string) => ({
			url,
			body,
			headers: callbackHeaders(secret, 'evt_1', String(at), body),
		});
		const { webhookSecret } = setup.emulator;
		const statuses = [
			await deliver(signed(now, 'whsec_wrong')),
			await deliver(signed(now - 301, webhookSecret)),
			await deliver(signed(now + 310, webhookSecret)),
			await deliver(signed(now, webhookSecret), { body: body.replace('x.mp4', 'y.mp4') }),
			await deliver({ url, body, headers: { 'content-type': 'application/json' } }),
		];
		expect(statuses).toEqual([401, 401, 401, 401, 401]);
		await pause(QUIET_MS);
		expect(await executionIds(setup.session, workflow)).toEqual([]);
	});

	test('asks for the result with the key, whatever a signed body says', async () => {
		const { url, workflow } = await listen({ options: { downloadOutputs: false } });
		await submit(url, 'a kite');
		const execution = await onlyExecution(workflow);
		const [row] = outputOf(await readExecution(setup.session, execution.id), TRIGGER);
		expect(row?.json.outputs).toEqual([expect.stringContaining(setup.emulator.outputsUrl)]);
		expect(row?.binary).toBeUndefined();
		const asked = setup.emulator.requestsTo({ method: 'GET', path: /result$/ });
		expect(asked.length).toBeGreaterThan(0);
	});

	test('cannot be activated where the secret cannot be had', async () => {
		setup.emulator.misbehave({
			when: { host: 'api', path: /webhook\/secret/ },
			times: 10,
			do: { kind: 'reply', status: 403, body: { code: 403, message: 'this role may not' } },
		});
		const { url, ...workflow } = triggerWorkflow({});
		const saved = await importWorkflow(setup.session, workflow);
		await activateWorkflow(setup.session, saved);
		// n8n activates after it has answered, and tells the editor what became of it.
		while (setup.emulator.requestsTo({ path: /webhook\/secret/ }).length === 0) await pause(100);
		await pause(QUIET_MS);
		// n8n may have entered the address before it asked the node; the node then refuses whatever comes.
		expect([404, 503]).toContain((await fetch(url, { method: 'POST' })).status);
		expect(await executionIds(setup.session, saved)).toEqual([]);
	});

	test('is what the example shows: one half submits, the other starts with the video', async () => {
		const { session, emulator, credential } = setup;
		// Examples must not need what its maker has ended.
		emulator.withdraw(ENDED_FAMILY);
		const example = await loadExample('submit-and-trigger', credential);
		const name = 'When a Video Is Ready';
		const trigger = example.nodes.find((one) => one.name === name) as { webhookId?: string };
		trigger.webhookId = randomUUID();
		const url = `${webhookUrl}/webhook/${trigger.webhookId}/wavespeed`;
		editFields(example, 'Address', { webhookUrl: url });
		const saved = await publish(session, example);
		while ((await fetch(url, { method: 'POST' })).status === 404) await pause(200);
		const submitting = await runWorkflow(session, saved);
		expect((await ended(session, submitting)).status).toBe('success');
		let started: string | undefined;
		while (started === undefined) {
			await pause(100);
			started = (await executionIds(session, saved)).find((id) => id !== submitting);
		}
		const execution = await ended(session, started);
		const [row] = outputOf(execution, 'The Video');
		const served = await emulator.outputBytesOf(String(row?.json.id));
		expect((await downloadBinary(session, row!)).equals(served)).toBe(true);
	});
}
